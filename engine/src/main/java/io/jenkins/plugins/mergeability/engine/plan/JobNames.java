package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.text.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Components and jobs that people name, as {@code component} or {@code component/job}. */
public final class JobNames {

    private JobNames() {}

    /**
     * The jobs that names stand for; a component stands for all its jobs of the occasion.
     *
     * @throws BadInputException if the map has no such component or job
     */
    public static Set<JobRef> jobs(ComponentMap map, List<String> names, When occasion) throws BadInputException {
        Set<JobRef> jobs = new TreeSet<>();
        for (String name : names) {
            Component component = component(map, name);
            Optional<Job> named = job(map, name);
            if (named.isPresent()) {
                jobs.add(new JobRef(component.name(), named.get().name()));
                continue;
            }
            for (Job job : component.jobs().values()) {
                if (job.settings().when().runsOn(occasion)) {
                    jobs.add(new JobRef(component.name(), job.name()));
                }
            }
        }
        return jobs;
    }

    /**
     * The component that a name, of it or of a job of it, is about.
     *
     * @throws BadInputException if the map has no such component
     */
    public static Component component(ComponentMap map, String name) throws BadInputException {
        Component component = map.components().get(name);
        int slash = name.lastIndexOf('/');
        if (component == null && slash >= 0) {
            component = map.components().get(name.substring(0, slash));
        }
        if (component == null) {
            boolean isComponent =
                    slash < 0 || new NearestName().to(name, map.components().keySet()) != null;
            throw unknown(
                    "component",
                    isComponent ? name : name.substring(0, slash),
                    map.components().keySet());
        }
        return component;
    }

    /**
     * The job that {@code component/job} is about; empty for the name of a component.
     *
     * @throws BadInputException if the map has no such component or job
     */
    public static Optional<Job> job(ComponentMap map, String name) throws BadInputException {
        Component component = component(map, name);
        if (component.name().equals(name)) {
            return Optional.empty();
        }
        String wanted = name.substring(name.lastIndexOf('/') + 1);
        Job job = component.jobs().get(wanted);
        if (job == null) {
            throw unknown("job of " + component.name(), wanted, component.jobs().keySet());
        }
        return Optional.of(job);
    }

    private static BadInputException unknown(String what, String name, Collection<String> valid) {
        String near = new NearestName().to(name, valid);
        return new BadInputException("the map has no " + what + " named '" + name + "'"
                + (near == null ? "" : ": did you mean '" + near + "'?"));
    }
}
