package io.jenkins.plugins.mergeability.view;

import hudson.model.Run;
import java.util.HashMap;
import java.util.Map;

/** What all parts of a view share: the build, the time, and the builds referred to, each looked up but once. */
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

    /** The path of the log of a node of the pipeline's graph, from the root of Jenkins; empty where there is none. */
    String log(String node) {
        return node == null || node.isEmpty() ? "" : run.getUrl() + "execution/node/" + node + "/log/";
    }

    /** Whoever is meant by the name a proof gives to what ran it. */
    BuildLink link(String name) {
        return links.computeIfAbsent(name, BuildLink::of);
    }
}
