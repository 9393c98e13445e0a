package io.jenkins.plugins.mergeability.engine.run;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The commands of started jobs that wait until another command may run, the most urgent first. */
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

    /** The most urgent, which no longer waits then, or null if none waits. */
    CommandRun next() {
        return waiting.poll();
    }
}
