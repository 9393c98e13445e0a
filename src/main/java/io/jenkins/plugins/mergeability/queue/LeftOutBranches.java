package io.jenkins.plugins.mergeability.queue;

import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Branches of merge queues of which GitHub has sent an event, but which the behaviors of the branch source leave out. They
 * are never built, so their groups wait until GitHub gives up. A project has one for each target branch in a file.
 */
@Restricted(NoExternalUse.class)
public final class LeftOutBranches {

    private static final Logger LOGGER = Logger.getLogger(LeftOutBranches.class.getName());

    /** How long after the last event a branch counts: the queue may have been switched off. */
    private static final Duration MAX_AGE = Duration.ofDays(30);

    private static final Duration REFRESH = Duration.ofDays(1);

    /** The maximum number of target branches: anybody can send events where no signature is required. */
    private static final int MAX_TARGETS = 20;

    private LeftOutBranches() {}

    /** GitHub has sent an event of a branch. */
    public static synchronized void seen(MultiBranchProject<?, ?> project, GitHubSCMSource source, QueueBranch branch) {
        if (!QueueBranchDiscovery.leavesOut(source, branch)) {
            return;
        }
        try {
            List<QueueBranch> before = read(project);
            List<QueueBranch> after = new ArrayList<>(before);
            boolean known = before.stream().anyMatch(other -> other.target().equals(branch.target()));
            if (!known && after.size() < MAX_TARGETS) {
                after.add(branch);
            }
            if (!after.equals(before) || age(project).compareTo(REFRESH) > 0) {
                write(project, after);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot note the merge queue of " + project.getFullName());
        }
    }

    /** The target branches of a project whose merge queues are left out. */
    public static synchronized List<String> targets(MultiBranchProject<?, ?> project) {
        try {
            if (!Files.exists(file(project)) || age(project).compareTo(MAX_AGE) > 0) {
                return List.of();
            }
            return read(project).stream()
                    .filter(branch -> project.getSCMSources().stream().anyMatch(source -> leavesOut(source, branch)))
                    .map(QueueBranch::target)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read the merge queues of " + project.getFullName());
            return List.of();
        }
    }

    private static boolean leavesOut(SCMSource source, QueueBranch branch) {
        return source instanceof GitHubSCMSource github && QueueBranchDiscovery.leavesOut(github, branch);
    }

    private static Duration age(MultiBranchProject<?, ?> project) throws IOException {
        FileTime written = Files.getLastModifiedTime(file(project));
        return Duration.between(written.toInstant(), Instant.now());
    }

    private static List<QueueBranch> read(MultiBranchProject<?, ?> project) throws IOException {
        try {
            return Files.readAllLines(file(project)).stream()
                    .map(QueueBranch::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static void write(MultiBranchProject<?, ?> project, List<QueueBranch> branches) throws IOException {
        try (AtomicFileWriter writer = new AtomicFileWriter(file(project), StandardCharsets.UTF_8)) {
            for (QueueBranch branch : branches) {
                writer.write(branch.name() + "\n");
            }
            writer.commit();
        }
    }

    private static Path file(MultiBranchProject<?, ?> project) {
        return project.getRootDir().toPath().resolve("mergeability-queues.txt");
    }
}
