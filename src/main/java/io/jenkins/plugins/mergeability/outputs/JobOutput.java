package io.jenkins.plugins.mergeability.outputs;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputGlobs;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outputs of a job, in a form for agents.
 *
 * @param component the component of the job
 * @param job the name of the job
 * @param platform the platform; null for a job without platforms
 * @param root the root of the component
 * @param globs the {@code outputs} of the job
 * @param digest the outputs that are meant, in hexadecimal; null for a job whose outputs are not known
 */
record JobOutput(String component, String job, String platform, String root, ArrayList<String> globs, String digest)
        implements Serializable {

    static JobOutput of(Component component, Job job, JobKey key, String digest) {
        List<String> globs = job.settings().files().outputs().orElse(List.of());
        return new JobOutput(
                key.component(),
                key.job(),
                key.platform().orElse(null),
                component.root(),
                new ArrayList<>(globs),
                digest);
    }

    JobKey key() {
        return new JobKey(component, job, Optional.ofNullable(platform));
    }

    OutputGlobs outputGlobs() {
        return OutputGlobs.of(root, globs);
    }

    OutputDigest outputDigest() {
        return new OutputDigest(digest);
    }

    NeededOutputs needed() {
        return new NeededOutputs(key(), outputDigest(), outputGlobs());
    }
}
