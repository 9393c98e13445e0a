package io.jenkins.plugins.mergeability.engine.github;

import java.util.List;

/** The code host in memory behaves like the others. */
class MemoryCodeHostTest extends CodeHostContract {

    private final MemoryCodeHost host = new MemoryCodeHost().pull(7, PULL).gone(GONE);

    @Override
    CodeHost host() {
        return host;
    }

    @Override
    List<String> comments() {
        return List.of(last(host.comment(7, "ci")), last(host.comment(7, "other")));
    }

    private static String last(List<String> texts) {
        return texts.get(texts.size() - 1);
    }
}
