package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.run.InputObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The inputs of jobs in a clean checkout: those of the plan, as the tree is compared with its commit after each job. */
final class PlannedInputs implements InputObserver {

    private final Map<JobKey, InputHash> hashes = new HashMap<>();
    private final Path clock;

    PlannedInputs(Plan plan, Path clock) {
        this.clock = clock;
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                job.hash().ifPresent(hash -> hashes.put(job.key(), hash));
            }
        }
    }

    @Override
    public long now() throws IOException {
        return FileStat.now(clock);
    }

    @Override
    public Map<JobKey, Observation> observe(Map<JobKey, Long> started) {
        Map<JobKey, Observation> observed = new HashMap<>();
        started.keySet().forEach(job -> observed.put(job, new Observation(hashes.get(job), List.of())));
        return observed;
    }
}
