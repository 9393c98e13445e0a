package io.jenkins.plugins.mergeability.outputs;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The paths that the checked-out commit has. Git is asked when the first path is tested. */
final class TrackedFiles implements Predicate<String> {

    private final Path top;
    private final String git;
    private Snapshot commit;

    TrackedFiles(Path top, String git) {
        this.top = top;
        this.git = git;
    }

    /** @throws UncheckedIOException if git cannot be asked */
    @Override
    public boolean test(String path) {
        if (commit == null) {
            commit = read();
        }
        // What is below an entry is in a submodule.
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            if (commit.find(at).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Snapshot read() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        Path parent = top.toAbsolutePath().getParent();
        if (parent != null) {
            environment.put("GIT_CEILING_DIRECTORIES", parent.toString());
        }
        try (GitRepository repository = GitRepository.at(top, git, environment)) {
            String head =
                    repository.commit("HEAD").orElseThrow(() -> new IOException("nothing is checked out in " + top));
            return repository.snapshot(head);
        } catch (BadInputException | ExternalFailureException e) {
            throw new UncheckedIOException(new IOException("git cannot list the tracked files: " + e.getMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
