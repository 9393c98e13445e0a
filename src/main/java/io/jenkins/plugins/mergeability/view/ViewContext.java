package io.jenkins.plugins.mergeability.view;

import hudson.model.Run;
import java.util.HashMap;
import java.util.Map;

/** The context that the parts of a view share: the build, the time, and the linked builds, each looked up once. */
final class ViewContext {

    private final Run<?, ?> run;
    private final long now;
    private final Map<String, BuildLink> links = new HashMap<>();

    ViewContext(Run<?, ?> run, long now) {
        this.run = run;
        this.now = now;
    }

    /** The time, in milliseconds since 1970. */
    long now() {
        return now;
    }

    /** The path of the log of a flow node, from the root of Jenkins; empty if there is none. */
    String log(String node) {
        return node == null || node.isEmpty() ? "" : run.getUrl() + "execution/node/" + node + "/log/";
    }

    /** Whether a proof names this build. */
    boolean isThisBuild(String name) {
        return run.getExternalizableId().equals(name);
    }

    /** The link to the build that a proof names. */
    BuildLink link(String name) {
        return links.computeIfAbsent(name, BuildLink::of);
    }
}
