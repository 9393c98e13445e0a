package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects the references between components and jobs while a map is read, and checks them when it is complete.
 */
final class ReferenceChecker {

    private final Problems problems;
    private final List<ScalarNode> names = new ArrayList<>();
    private final List<String> dependents = new ArrayList<>();
    private final List<ScalarNode> dependencies = new ArrayList<>();
    private final List<String> jobDependents = new ArrayList<>();
    private final List<ScalarNode> jobDependencies = new ArrayList<>();
    private final List<ScalarNode> affected = new ArrayList<>();
    private final List<JobRef> needing = new ArrayList<>();
    private final List<JobRef> needed = new ArrayList<>();
    private final List<ScalarNode> needs = new ArrayList<>();
    private final List<ScalarNode> platforms = new ArrayList<>();
    private Map<String, String> owners;

    ReferenceChecker(Problems problems) {
        this.problems = problems;
    }

    /** Adds a component by its name. */
    void component(ScalarNode name) {
        names.add(name);
    }

    /** Adds the dependencies of a component and returns their names. */
    List<String> dependencies(String component, List<ScalarNode> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            dependents.add(component);
            dependencies.add(nodes.get(i));
        }
        return names(nodes);
    }

    /** Adds the dependencies of a job and returns their names; its own component is among its inputs anyway. */
    List<String> jobDependencies(String component, List<ScalarNode> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            jobDependents.add(component);
            jobDependencies.add(nodes.get(i));
        }
        return names(nodes).stream().filter(name -> !name.equals(component)).toList();
    }

    /** Adds the components that a component affects and returns their names. */
    List<String> affected(List<ScalarNode> nodes) {
        affected.addAll(nodes);
        return names(nodes);
    }

    /** Adds a need of a job, whose platform is null if it names none. */
    void need(JobRef job, JobRef other, ScalarNode node, ScalarNode platform) {
        needing.add(job);
        needed.add(other);
        needs.add(node);
        platforms.add(platform);
    }

    /** Checks all references. */
    void check(ComponentMap map) {
        Map<String, Component> components = map.components();
        names.forEach(name -> checkName(components, name));
        for (int i = 0; i < affected.size(); i++) {
            exists(components, affected.get(i).text, "", affected.get(i));
        }
        for (int i = 0; i < dependencies.size(); i++) {
            exists(components, dependencies.get(i).text, "", dependencies.get(i));
        }
        for (int i = 0; i < jobDependencies.size(); i++) {
            ScalarNode node = jobDependencies.get(i);
            Component dependent = components.get(jobDependents.get(i));
            if (!components.containsKey(node.text) && dependent.jobs().containsKey(node.text)) {
                String hint = "it is a job: write `needs: " + SafeText.text(node.text) + "`";
                problems.add(ProblemKind.UNKNOWN_COMPONENT, node, hint, SafeText.text(node.text));
            } else {
                exists(components, node.text, "", node);
            }
        }
        for (int i = 0; i < needs.size(); i++) {
            checkNeed(map, needing.get(i), needed.get(i), needs.get(i), platforms.get(i));
        }
        CycleFinder<String> ofComponents = new CycleFinder<>();
        for (int i = 0; i < dependencies.size(); i++) {
            ofComponents.edge(dependents.get(i), dependencies.get(i).text, dependencies.get(i));
        }
        ofComponents.report(ProblemKind.DEPENDENCY_CYCLE, problems);
        CycleFinder<JobRef> ofJobs = new CycleFinder<>();
        for (int i = 0; i < needs.size(); i++) {
            ofJobs.edge(needing.get(i), needed.get(i), needs.get(i));
        }
        ofJobs.report(ProblemKind.NEED_CYCLE, problems);
    }

    /** Refuses a component that is called as a job of another component is written. */
    private void checkName(Map<String, Component> components, ScalarNode name) {
        int slash = name.text.lastIndexOf('/');
        Component other = slash < 0 ? null : components.get(name.text.substring(0, slash));
        String job = name.text.substring(slash + 1);
        if (other != null && other.jobs().containsKey(job)) {
            problems.add(
                    ProblemKind.AMBIGUOUS_NAME,
                    name,
                    "rename one of them",
                    SafeText.text(name.text),
                    SafeText.text(job),
                    SafeText.text(other.name()));
        }
    }

    private static List<String> names(List<ScalarNode> nodes) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            names.add(nodes.get(i).text);
        }
        return names;
    }

    private boolean exists(Map<String, Component> components, String name, String rest, ScalarNode node) {
        if (components.containsKey(name)) {
            return true;
        }
        String nearest = problems.nearest(name, components.keySet());
        String hint = nearest != null
                ? "did you mean `" + SafeText.text(nearest + rest) + "`?"
                : "add it to `components`, or remove it here";
        if (name.equals("everything")) {
            hint = "write `affects: everything`, without a list";
        }
        problems.add(ProblemKind.UNKNOWN_COMPONENT, node, hint, SafeText.text(name));
        return false;
    }

    private void checkNeed(ComponentMap map, JobRef job, JobRef other, ScalarNode node, ScalarNode platform) {
        Map<String, Component> components = map.components();
        if (!components.containsKey(other.component()) && components.containsKey(node.text)) {
            problems.add(
                    ProblemKind.UNKNOWN_JOB,
                    node,
                    componentHint(node),
                    SafeText.text(job.component()),
                    SafeText.text(node.text));
            return;
        }
        if (!exists(components, other.component(), "/" + other.job(), node)) {
            return;
        }
        Map<String, Job> jobs = components.get(other.component()).jobs();
        Job found = jobs.get(other.job());
        if (found == null) {
            problems.add(
                    ProblemKind.UNKNOWN_JOB,
                    node,
                    unknownJobHint(components, other, jobs, node),
                    SafeText.text(other.component()),
                    SafeText.text(other.job()));
            return;
        }
        Job dependent = components.get(job.component()).jobs().get(job.job());
        if (platform == null) {
            checkPlatforms(map, job, dependent, other, found, node);
        } else if (!found.settings().allPlatforms()
                && !found.settings().platforms().contains(platform.text)) {
            String otherwise = found.settings().platforms().isEmpty()
                    ? "it has no platforms: write `" + other + "`"
                    : "it runs on " + String.join(", ", found.settings().platforms());
            String hint = problems.didYouMean(platform.text, found.settings().platforms(), otherwise);
            problems.add(ProblemKind.UNKNOWN_PLATFORM, platform, hint, other, SafeText.text(platform.text));
        }
        When occasion = dependent.settings().when();
        When foundOccasion = found.settings().when();
        if (!foundOccasion.runsOn(occasion)) {
            String hint = "give both the same `when`, or remove the need: `" + job.job() + "` would never run";
            problems.add(ProblemKind.NEVER_TOGETHER, node, hint, job, occasion.text(), other, foundOccasion.text());
        }
    }

    /** Refuses a need by which a job would find outputs of one job on several platforms. */
    private void checkPlatforms(ComponentMap map, JobRef ref, Job job, JobRef other, Job found, ScalarNode node) {
        if (found.settings().allPlatforms()
                && !job.settings().allPlatforms()
                && found.settings().files().hasOutputs()) {
            String hint = "name one of them: `{job: " + other + ", platform: linux}`";
            problems.add(ProblemKind.SEVERAL_PLATFORMS, node, hint, ref, other);
            return;
        }
        List<Optional<String>> all = found.platforms();
        if (all.size() < 2 || all.containsAll(job.platforms())) {
            return;
        }
        Map<JobRef, Set<JobKey>> leaving = new TreeMap<>();
        for (Optional<String> platform : all) {
            JobKey key = new JobKey(other.component(), other.job(), platform);
            Set<JobKey> keys = new TreeSet<>(JobNeeds.of(key, at -> JobNeeds.direct(map, at)));
            keys.add(key);
            for (JobKey at : keys) {
                Job of = map.components().get(at.component()).jobs().get(at.job());
                if (of.settings().files().hasOutputs()) {
                    leaving.computeIfAbsent(at.ref(), each -> new TreeSet<>()).add(at);
                }
            }
        }
        leaving.forEach((maker, keys) -> {
            keys.removeIf(key -> !job.settings().findsOutputsOf(key));
            if (keys.size() > 1) {
                String platform = keys.iterator().next().platform().orElseThrow();
                String hint = (maker.equals(other) ? "name one of them: `" : "also name one of them: `") + "{job: "
                        + maker + ", platform: " + platform + "}`";
                problems.add(ProblemKind.SEVERAL_PLATFORMS, node, hint, ref, maker);
            }
        });
    }

    /** A hint at the nearest job of the component, or at the job of another component if that name was left out. */
    private String unknownJobHint(
            Map<String, Component> components, JobRef other, Map<String, Job> jobs, ScalarNode node) {
        String otherwise = jobs.isEmpty() ? "it has none" : "its jobs: " + someOf(jobs.keySet());
        if (node.text.indexOf('/') < 0) {
            String owner = owners(components).get(other.job());
            if (owner != null) {
                otherwise = "did you mean `" + SafeText.text(owner) + "/" + SafeText.text(other.job()) + "`?";
            }
            if (components.containsKey(node.text)) {
                otherwise = componentHint(node);
            }
        }
        return problems.didYouMean(other.job(), jobs.keySet(), otherwise);
    }

    private static String componentHint(ScalarNode node) {
        return "`" + SafeText.text(node.text) + "` is a component: write `" + SafeText.text(node.text) + "/job`";
    }

    /** A component for each name of a job. */
    private Map<String, String> owners(Map<String, Component> components) {
        if (owners == null) {
            owners = new HashMap<>();
            for (Component component : components.values()) {
                for (String job : component.jobs().keySet()) {
                    owners.putIfAbsent(job, component.name());
                }
            }
        }
        return owners;
    }

    private static String someOf(Set<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            if (text.length() > 60) {
                return text.append(", …").toString();
            }
            text.append(text.length() == 0 ? "" : ", ").append(SafeText.text(name));
        }
        return text.toString();
    }
}
