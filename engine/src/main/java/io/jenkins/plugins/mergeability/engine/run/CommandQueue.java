package io.jenkins.plugins.mergeability.engine.run;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The queued commands of started jobs, the most urgent first. */
final class CommandQueue {

    private final PriorityQueue<CommandRun> waiting = new PriorityQueue<>(new Comparator<CommandRun>() {
        @Override
        public int compare(CommandRun left, CommandRun right) {
            int byJob = left.job().compareTo(right.job());
            return byJob != 0 ? byJob : Integer.compare(left.position(), right.position());
        }
    });

    void add(CommandRun command) {
        waiting.add(command);
    }

    void remove(CommandRun command) {
        waiting.remove(command);
    }

    /** Removes and returns the most urgent command; null if none is queued. */
    CommandRun next() {
        return waiting.poll();
    }
}
