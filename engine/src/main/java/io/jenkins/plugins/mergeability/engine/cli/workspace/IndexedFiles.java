package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.run.outputs.CheckedOutFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The files of a working tree that are in git's index, which is read when it is first needed. */
final class IndexedFiles implements CheckedOutFiles {

    static final String SUBMODULE = "160000";

    private final GitRepository repository;
    private final Path top;
    private Snapshot index;
    private Set<String> submodules;
    private Set<String> directories;

    IndexedFiles(GitRepository repository, Path top) {
        this.repository = repository;
        this.top = top;
    }

    @Override
    public boolean tracked(String path) {
        if (index().find(path).isPresent()) {
            return true;
        }
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (submodules.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean trackedBelow(String directory) {
        index();
        return directories.contains(directory);
    }

    @Override
    public Instant newest() throws IOException {
        Instant newest = Instant.EPOCH;
        for (int entry = 0; entry < index().size(); entry++) {
            try {
                Instant time = Files.getLastModifiedTime(top.resolve(index.path(entry)), LinkOption.NOFOLLOW_LINKS)
                        .toInstant();
                newest = time.isAfter(newest) ? time : newest;
            } catch (NoSuchFileException | InvalidPathException e) {
                // deleted, or a name that this system cannot have
            }
        }
        return newest;
    }

    private static void addParents(String path, Set<String> parents) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (!parents.add(path.substring(0, slash))) {
                return;
            }
        }
    }

    private Snapshot index() {
        if (index == null) {
            try {
                Snapshot read = repository.tracked();
                Set<String> found = new HashSet<>();
                Set<String> parents = new HashSet<>();
                for (int entry = 0; entry < read.size(); entry++) {
                    addParents(read.path(entry), parents);
                    if (read.entry(entry).mode().equals(SUBMODULE)) {
                        found.add(read.path(entry));
                    }
                }
                submodules = found;
                directories = parents;
                index = read;
            } catch (BadInputException e) {
                throw new UncheckedIOException(new IOException(e.getMessage(), e));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return index;
    }
}
