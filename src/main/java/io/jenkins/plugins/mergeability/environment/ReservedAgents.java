package io.jenkins.plugins.mergeability.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** Keeps everything else from the agents that environments reserve, and lets only one run of an environment go at a time. */
@Extension
public final class ReservedAgents extends QueueTaskDispatcher {

    private static final Logger LOGGER = Logger.getLogger(ReservedAgents.class.getName());

    private record Reservation(Label label, String job) {}

    private static volatile List<Reservation> reservations = List.of();

    @Override
    public CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
        List<Reservation> all = reservations;
        if (all.isEmpty()) {
            return null;
        }
        String job = owner(item.task);
        boolean reserved = false;
        for (Reservation each : all) {
            if (each.label().matches(node)) {
                if (each.job().equals(job)) {
                    return null;
                }
                reserved = true;
            }
        }
        return reserved ? new Blocked(Messages.ReservedAgents_reserved(node.getDisplayName())) : null;
    }

    @CheckForNull
    private static String owner(Queue.Task task) {
        return task.getOwnerTask() instanceof Item item ? item.getFullName() : null;
    }

    @Override
    public CauseOfBlockage canRun(Queue.Item item) {
        return item.task instanceof WorkflowJob job
                        && job.isBuilding()
                        && EnvironmentJob.of(job).isPresent()
                ? new Blocked(Messages.ReservedAgents_oneAtATime())
                : null;
    }

    /** Finds all reservations of the environments that the index knows now. */
    static void find() {
        reservations = EnvironmentJob.all().stream()
                .filter(each -> each.definition().isReserved()
                        && !each.definition().getAgent().isEmpty())
                .flatMap(each -> reservation(each).stream())
                .toList();
    }

    private static List<Reservation> reservation(EnvironmentJob environment) {
        try {
            return List.of(new Reservation(
                    Label.parseExpression(environment.definition().getAgent()),
                    environment.job().getFullName()));
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "the label of " + environment.job().getFullName() + " reserves nothing", e);
            return List.of();
        }
    }

    private static final class Blocked extends CauseOfBlockage {

        private final String text;

        Blocked(String text) {
            this.text = text;
        }

        @Override
        public String getShortDescription() {
            return text;
        }
    }
}
