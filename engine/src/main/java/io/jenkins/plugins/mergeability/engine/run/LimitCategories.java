package io.jenkins.plugins.mergeability.engine.run;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** The {@code limit} categories: how many jobs of each may run, and which are queued. */
final class LimitCategories {

    private static final class Category {
        private int free;
        private final PriorityQueue<JobRun> waiting = new PriorityQueue<>();
    }

    private final RunOptions options;
    private final Map<String, Category> categories = new HashMap<>();

    LimitCategories(RunOptions options) {
        this.options = options;
    }

    /** Acquires a slot for a job; if there is none the job is queued, and {@link #release} returns it later. */
    boolean acquire(JobRun job) {
        if (job.settings().limit().isEmpty()) {
            return true;
        }
        Category category = categories.get(job.settings().limit().get());
        if (category == null) {
            category = new Category();
            category.free = options.sizeOf(job.settings().limit().get());
            categories.put(job.settings().limit().get(), category);
        }
        if (category.free == 0) {
            category.waiting.add(job);
            return false;
        }
        category.free--;
        return true;
    }

    /** Releases the slot of a job. Returns the most urgent job that waited for it, or null. */
    JobRun release(JobRun job) {
        if (job.settings().limit().isEmpty()) {
            return null;
        }
        Category category = categories.get(job.settings().limit().get());
        category.free++;
        return category.waiting.poll();
    }
}
