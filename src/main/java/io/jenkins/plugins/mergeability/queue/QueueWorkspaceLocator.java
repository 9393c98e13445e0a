package io.jenkins.plugins.mergeability.queue;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Slave;
import hudson.model.TopLevelItem;
import hudson.model.listeners.ItemListener;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.branch.MultiBranchProject;
import jenkins.branch.NameMangler;
import jenkins.model.Jenkins;
import jenkins.slaves.WorkspaceLocator;

/**
 * Gives all builds of the merge queue of a target branch the same workspace name. Each entry of the queue is a job of its
 * own that runs once, so otherwise each would clone the repository.
 */
@Extension
public final class QueueWorkspaceLocator extends WorkspaceLocator {

    private static final Logger LOGGER = Logger.getLogger(QueueWorkspaceLocator.class.getName());

    /** The usual configuration of workspaces on the controller. Others name directories in ways that cannot be shared. */
    private static final Pattern ON_CONTROLLER = Pattern.compile("(.+)[/\\\\]\\$\\{ITEM_FULL_?NAME}[/\\\\]?");

    @Override
    public FilePath locate(TopLevelItem item, Node node) {
        return QueueJob.of(item)
                .flatMap(queue -> root(node)
                        .map(root ->
                                root.child(name(queue.project(), queue.branch().target()))))
                .orElse(null);
    }

    /** The name of the workspace. Jenkins adds a suffix for a build that runs while the workspace is in use. */
    private static String name(MultiBranchProject<?, ?> project, String target) {
        return prefix(project.getFullName()) + NameMangler.apply("of " + target);
    }

    private static String prefix(String project) {
        return NameMangler.apply(project + " merge queue") + "_";
    }

    private static Optional<FilePath> root(Node node) {
        if (node instanceof Slave agent) {
            return Optional.ofNullable(agent.getWorkspaceRoot());
        }
        if (node instanceof Jenkins jenkins) {
            Matcher matcher = ON_CONTROLLER.matcher(jenkins.getRawWorkspaceDir());
            if (matcher.matches()) {
                String home = jenkins.getRootDir().getAbsolutePath();
                return Optional.of(new FilePath(new File(matcher.group(1).replace("${JENKINS_HOME}", home))));
            }
        }
        return Optional.empty();
    }

    /** Deletes the workspaces with their project. */
    @Extension
    public static final class Deleter extends ItemListener {

        @Override
        public void onDeleted(Item item) {
            if (!(item instanceof MultiBranchProject)) {
                return;
            }
            String prefix = prefix(item.getFullName());
            List<Node> nodes = new ArrayList<>(Jenkins.get().getNodes());
            nodes.add(Jenkins.get());
            for (Node node : nodes) {
                root(node).ifPresent(root -> Computer.threadPoolForRemoting.execute(() -> delete(root, prefix)));
            }
        }

        private static void delete(FilePath root, String prefix) {
            try {
                for (FilePath directory : root.isDirectory() ? root.listDirectories() : List.<FilePath>of()) {
                    if (directory.getName().startsWith(prefix)) {
                        directory.deleteRecursive();
                    }
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "cannot delete the workspaces " + prefix + " in " + root);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
