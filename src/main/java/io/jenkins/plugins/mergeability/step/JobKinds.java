package io.jenkins.plugins.mergeability.step;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.script.Part;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which jobs of a call need no step of their own: all that they do can stand in a script with other jobs. */
final class JobKinds {

    private final StepInvocation invocation;
    private final Map<JobKey, Optional<String>> kinds = new ConcurrentHashMap<>();

    JobKinds(StepInvocation invocation) {
        this.invocation = invocation;
    }

    /** The kind of a job; jobs of the same kind can run in one script. Empty for a job that needs steps of its own. */
    Optional<String> of(JobKey job) {
        return kinds.computeIfAbsent(job, this::find);
    }

    /** Whether one script runs all commands of a job. */
    static boolean isOneScript(PlannedJob job, Part program) {
        JobSettings settings = job.definition().settings();
        return settings.container().isEmpty()
                && settings.credentials().isEmpty()
                && program instanceof Part.Commands commands
                && commands.attempts().equals(Part.Attempts.ONCE);
    }

    private Optional<String> find(JobKey key) {
        PlannedJob job = invocation.record().planned(key);
        JobSettings settings = job.definition().settings();
        boolean plain = isOneScript(job, invocation.part(job, ""))
                && settings.junit().isEmpty()
                && settings.artifacts().isEmpty()
                && !invocation.outputs().isRestoring(key)
                && !invocation.workspaces().sharesWorkspace(key);
        // The variables that commands do not get are the same for a whole script.
        return plain ? Optional.of(String.join(" ", settings.files().inputs().env())) : Optional.empty();
    }
}
