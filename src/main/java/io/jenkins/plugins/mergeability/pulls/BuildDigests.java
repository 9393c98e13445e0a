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
 * The digests of the newest builds of projects. They are made by a thread of their own, kept in memory for the projects
 * somebody has asked for lately, and made again only of builds that have come since.
 */
@Extension
public final class BuildDigests {

    /** How many builds of a project are looked at. */
    static final int BUILDS = 500;

    private static final int PROJECTS = 20;
    private static final long FRESH = TimeUnit.MINUTES.toNanos(1);
    private static final Logger LOGGER = Logger.getLogger(BuildDigests.class.getName());

    /**
     * What is known of a project.
     *
     * @param complete whether that is all of it
     */
    record Known(boolean complete, Collection<BuildDigest> digests) {}

    private static final class Entry {
        private volatile Map<String, BuildDigest> digests = Map.of();
        private volatile long made;
        private volatile boolean complete;
        private Future<?> making;
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > PROJECTS;
        }
    };
    private final ExecutorService thread;

    public BuildDigests() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "Component statistics"));
        one.allowCoreThreadTimeOut(true);
        thread = one;
    }

    static BuildDigests get() {
        return ExtensionList.lookupSingleton(BuildDigests.class);
    }

    /**
     * What is known of a project's builds, whoever may see them.
     *
     * @param patience how many milliseconds to wait for more to become known
     */
    Known of(MultiBranchProject<?, ?> project, long patience) {
        Entry entry;
        Future<?> making;
        synchronized (this) {
            entry = entries.computeIfAbsent(project.getFullName(), name -> new Entry());
            boolean fresh = entry.complete && System.nanoTime() - entry.made < FRESH;
            if (!fresh && (entry.making == null || entry.making.isDone())) {
                Entry wanted = entry;
                entry.making = thread.submit(() -> make(project, wanted));
            }
            making = entry.making;
        }
        try {
            making.get(patience, TimeUnit.MILLISECONDS);
        } catch (TimeoutException later) {
            LOGGER.log(Level.FINE, "the statistics of {0} are not ready yet", project.getFullName());
        } catch (ExecutionException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot make the statistics of " + project.getFullName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Known(entry.complete, entry.digests.values());
    }

    /** Forgets everything. */
    synchronized void forget() {
        entries.clear();
    }

    private static void make(MultiBranchProject<?, ?> project, Entry entry) {
        Map<String, BuildDigest> before = entry.digests;
        Map<String, BuildDigest> now = new HashMap<>();
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Newest newest = new Newest(project.getItems());
            for (Run<?, ?> run = newest.next(); run != null && now.size() < BUILDS; run = newest.next()) {
                String id = run.getExternalizableId();
                if (before.containsKey(id)) {
                    now.put(id, before.get(id));
                } else if (!run.isBuilding()) {
                    read(run, now);
                }
            }
        }
        entry.digests = Map.copyOf(now);
        entry.made = System.nanoTime();
        entry.complete = true;
    }

    private static void read(Run<?, ?> run, Map<String, BuildDigest> digests) {
        try {
            BuildDigest.of(run).ifPresent(digest -> digests.put(run.getExternalizableId(), digest));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> run + " is not part of the statistics");
        }
    }

    /** The builds of jobs, the newest first; of each job only as many are loaded as are asked for, and one more. */
    private static final class Newest {

        private record Next(Run<?, ?> run, Iterator<? extends Run<?, ?>> more) {}

        private final PriorityQueue<Next> heads = new PriorityQueue<>(
                Comparator.comparing((Next next) -> next.run().getTimeInMillis())
                        .reversed());
        private int left = 4 * BUILDS;

        Newest(Collection<? extends Job<?, ?>> jobs) {
            for (Job<?, ?> job : new ArrayList<>(jobs)) {
                add(iterator(job));
            }
        }

        private static Iterator<? extends Run<?, ?>> iterator(Job<?, ?> job) {
            return job.getBuilds().iterator();
        }

        private void add(Iterator<? extends Run<?, ?>> runs) {
            if (runs.hasNext()) {
                heads.add(new Next(runs.next(), runs));
            }
        }

        /** The next older one; null if there is none, or enough have been looked at. */
        Run<?, ?> next() {
            Next next = left-- > 0 ? heads.poll() : null;
            if (next == null) {
                return null;
            }
            add(next.more());
            return next.run();
        }
    }

    /** The digests of the builds of jobs with these names. */
    static List<BuildDigest> within(Collection<String> branches, Collection<BuildDigest> digests) {
        return digests.stream()
                .filter(digest -> branches.contains(digest.branch()))
                .toList();
    }
}
