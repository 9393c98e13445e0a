package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A history of one state. */
record TreeHistory(Tree tree) implements History {

    @Override
    public Change change() {
        throw new AssertionError("nothing changes in one state");
    }

    @Override
    public Snapshot snapshot() {
        return tree.snapshot();
    }

    @Override
    public Snapshot snapshot(String commit) {
        return tree.snapshot();
    }

    @Override
    public Optional<byte[]> file(String commit, String path) {
        return Optional.ofNullable(tree.files().get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<byte[]> content(String path, Snapshot.Entry entry, int mostBytes) {
        return file("", path).filter(content -> content.length <= mostBytes);
    }
}
