package io.jenkins.plugins.mergeability.pulls;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.branch.MultiBranchProject;

/**
 * Caches the digests of the newest builds of projects in memory, for the recently requested projects. A background thread
 * creates them, and later only those of new builds.
 */
@Extension
public final class BuildDigests {

    /** The maximum number of builds of a project. */
    static final int MAX_BUILDS = 500;

    private static final int MAX_PROJECTS = 20;
    private static final long MAX_AGE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Logger LOGGER = Logger.getLogger(BuildDigests.class.getName());

    /**
     * The digests of a project.
     *
     * @param complete whether all builds have been read
     */
    record Digests(boolean complete, Collection<BuildDigest> digests) {}

    private static final class Entry {
        private volatile Map<String, BuildDigest> digests = Map.of();
        private volatile long updated;
        private volatile boolean complete;
        private Future<?> update;
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > MAX_PROJECTS;
        }
    };
    private final ExecutorService thread;

    public BuildDigests() {
        ThreadPoolExecutor single = new ThreadPoolExecutor(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "Component statistics"));
        single.allowCoreThreadTimeOut(true);
        thread = single;
    }

    static BuildDigests get() {
        return ExtensionList.lookupSingleton(BuildDigests.class);
    }

    /**
     * The digests of the builds of a project, regardless of permissions.
     *
     * @param timeout how long to wait for an update, in milliseconds
     */
    Digests of(MultiBranchProject<?, ?> project, long timeout) {
        Entry entry;
        Future<?> update;
        synchronized (this) {
            entry = entries.computeIfAbsent(project.getFullName(), name -> new Entry());
            boolean current = entry.complete && System.nanoTime() - entry.updated < MAX_AGE_NANOS;
            if (!current && (entry.update == null || entry.update.isDone())) {
                Entry outdated = entry;
                entry.update = thread.submit(() -> update(project, outdated));
            }
            update = entry.update;
        }
        try {
            update.get(timeout, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notReady) {
            LOGGER.log(Level.FINE, "the statistics of {0} are not ready yet", project.getFullName());
        } catch (ExecutionException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot compute the statistics of " + project.getFullName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Digests(entry.complete, entry.digests.values());
    }

    /** Clears the cache. */
    synchronized void clear() {
        entries.clear();
    }

    private static void update(MultiBranchProject<?, ?> project, Entry entry) {
        Map<String, BuildDigest> before = entry.digests;
        Map<String, BuildDigest> now = new HashMap<>();
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            NewestBuilds newest = new NewestBuilds(project.getItems());
            for (Run<?, ?> run = newest.next(); run != null && now.size() < MAX_BUILDS; run = newest.next()) {
                String id = run.getExternalizableId();
                if (before.containsKey(id)) {
                    now.put(id, before.get(id));
                } else if (!run.isBuilding()) {
                    read(run, now);
                }
            }
        }
        entry.digests = Map.copyOf(now);
        entry.updated = System.nanoTime();
        entry.complete = true;
    }

    private static void read(Run<?, ?> run, Map<String, BuildDigest> digests) {
        try {
            BuildDigest.of(run).ifPresent(digest -> digests.put(run.getExternalizableId(), digest));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "the statistics do not contain " + run);
        }
    }

    /** Iterates over the builds of all jobs, the newest first, and loads at most one build of each job ahead. */
    private static final class NewestBuilds {

        private record Head(Run<?, ?> run, Iterator<? extends Run<?, ?>> older) {}

        private final PriorityQueue<Head> heads = new PriorityQueue<>(
                Comparator.comparing((Head head) -> head.run().getTimeInMillis())
                        .reversed());
        private int remaining = 4 * MAX_BUILDS;

        NewestBuilds(Collection<? extends Job<?, ?>> jobs) {
            for (Job<?, ?> job : new ArrayList<>(jobs)) {
                add(iterator(job));
            }
        }

        private static Iterator<? extends Run<?, ?>> iterator(Job<?, ?> job) {
            return job.getBuilds().iterator();
        }

        private void add(Iterator<? extends Run<?, ?>> runs) {
            if (runs.hasNext()) {
                heads.add(new Head(runs.next(), runs));
            }
        }

        /** The next older build; null if there is none, or the maximum is reached. */
        Run<?, ?> next() {
            Head head = remaining-- > 0 ? heads.poll() : null;
            if (head == null) {
                return null;
            }
            add(head.older());
            return head.run();
        }
    }

    /** Filters digests by the names of jobs. */
    static List<BuildDigest> within(Collection<String> branches, Collection<BuildDigest> digests) {
        return digests.stream()
                .filter(digest -> branches.contains(digest.branch()))
                .toList();
    }
}
