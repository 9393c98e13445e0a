package io.jenkins.plugins.mergeability.environment;

import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The component maps of the commits that a run deploys, in the directory of the run, for its script. */
final class DeploymentMaps {

    private DeploymentMaps() {}

    private static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve("deployment");
    }

    private static Path file(Run<?, ?> run, String commit) {
        return directory(run).resolve(commit + ".yaml");
    }

    static void write(Run<?, ?> run, String commit, byte[] text) throws IOException {
        Path file = file(run, commit);
        if (!Files.exists(file)) {
            Files.createDirectories(directory(run));
            Path incomplete = file.resolveSibling(commit + ".new");
            Files.write(incomplete, text);
            Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static byte[] read(Run<?, ?> run, String commit) throws IOException {
        return Files.readAllBytes(file(run, commit));
    }
}
