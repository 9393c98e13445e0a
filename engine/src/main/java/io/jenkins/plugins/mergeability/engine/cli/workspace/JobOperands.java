package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.JobNames;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.text.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The jobs that operands name: {@code component}, {@code component/job} or {@code component/job@platform}.
 *
 * @param jobs each job that is named
 * @param keys the same jobs on the platforms that are named
 */
public record JobOperands(Set<JobRef> jobs, Set<JobKey> keys) {

    /**
     * Reads operands; a component stands for its jobs of the occasion, and a job for all of its platforms.
     *
     * @throws BadInputException if the map has no such component, job or platform
     */
    public static JobOperands of(ComponentMap map, List<String> operands, When occasion) throws BadInputException {
        Set<JobRef> jobs = new TreeSet<>();
        Set<JobKey> keys = new TreeSet<>();
        for (String operand : operands) {
            Optional<String> platform = platform(operand);
            String name = withoutPlatform(operand);
            if (platform.isPresent()) {
                checkPlatform(name, JobNames.job(map, name).orElse(null), platform.get());
            }
            for (JobRef ref : JobNames.jobs(map, List.of(name), occasion)) {
                Component component = map.components().get(ref.component());
                Job job = component.jobs().get(ref.job());
                jobs.add(ref);
                if (platform.isPresent()) {
                    keys.add(new JobKey(ref.component(), ref.job(), platform));
                } else {
                    for (Optional<String> each : job.platforms()) {
                        keys.add(new JobKey(ref.component(), ref.job(), each));
                    }
                }
            }
        }
        return new JobOperands(jobs, keys);
    }

    /** The platform that an operand names, if it does. */
    public static Optional<String> platform(String operand) {
        int at = at(operand);
        return at < 0 ? Optional.empty() : Optional.of(operand.substring(at + 1));
    }

    /** The component or job that an operand names. */
    public static String withoutPlatform(String operand) {
        int at = at(operand);
        return at < 0 ? operand : operand.substring(0, at);
    }

    private static int at(String operand) {
        int slash = operand.lastIndexOf('/');
        return slash < 0 ? -1 : operand.indexOf('@', slash);
    }

    /**
     * Checks that a job runs on a platform.
     *
     * @param name the job as the operand names it
     * @param job the job; null if the operand names a component
     * @throws BadInputException if it does not
     */
    public static void checkPlatform(String name, Job job, String platform) throws BadInputException {
        if (job == null) {
            throw new BadInputException(
                    name + " is a component: name a job of it, such as '" + name + "/JOB@" + platform + "'");
        }
        List<String> platforms = job.settings().platforms();
        if (platforms.isEmpty()) {
            throw new BadInputException(name + " has no platforms: name it without '@" + platform + "'");
        }
        if (!platforms.contains(platform)) {
            String near = new NearestName().to(platform, platforms);
            throw new BadInputException(name + " does not run on a platform named '" + platform + "'"
                    + (near == null
                            ? ": it runs on " + String.join(", ", platforms)
                            : ": did you mean '" + near + "'?"));
        }
    }

    /** A plan of the named jobs without the platforms that are neither named nor needed. */
    public Plan restrict(Plan plan) {
        Set<JobKey> kept = new HashSet<>(keys);
        List<PlannedJob> planned = new ArrayList<>();
        for (PlannedComponent component : plan.components()) {
            planned.addAll(component.jobs());
        }
        for (boolean grown = true; grown; ) {
            grown = false;
            for (PlannedJob job : planned) {
                if (job.state() == JobState.RUN && isKept(job, kept)) {
                    grown |= kept.addAll(job.needs());
                }
            }
        }
        List<PlannedComponent> components = new ArrayList<>();
        for (PlannedComponent component : plan.components()) {
            components.add(new PlannedComponent(
                    component.definition(),
                    component.state(),
                    component.reasons(),
                    component.jobs().stream()
                            .map(job -> isKept(job, kept) ? job : skipped(job))
                            .toList()));
        }
        return new Plan(plan.occasion(), plan.base(), plan.head(), components, plan.unclaimed(), plan.notes());
    }

    /** Only a job of which one platform is named can be on another one that is not. */
    private boolean isKept(PlannedJob job, Set<JobKey> kept) {
        return !jobs.contains(job.key().ref()) || kept.contains(job.key());
    }

    private static PlannedJob skipped(PlannedJob job) {
        return new PlannedJob(
                job.key(),
                job.definition(),
                JobState.SKIPPED,
                "this platform was not requested",
                job.hash(),
                job.inputs(),
                job.needs(),
                job.evidence());
    }
}
