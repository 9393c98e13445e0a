package io.jenkins.plugins.mergeability.engine.github;

import java.util.List;

/** The code host in memory behaves like the others. */
class MemoryCodeHostTest extends CodeHostContract {

    private final MemoryCodeHost host = new MemoryCodeHost().pull(7, PULL).gone(GONE);

    MemoryCodeHostTest() {
        QUEUE.forEach((branch, commits) -> host.queue(
                branch, commits.get(0), commits.subList(1, commits.size()).toArray(String[]::new)));
    }

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
