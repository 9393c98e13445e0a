package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.proofs.Scope;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.workflow.cps.EnvActionImpl;

/** The container and the credentials of a job. */
final class JobEnvironment {

    private JobEnvironment() {}

    /**
     * The environment of a job in the form for the script: {@code image}, {@code imageInRegistry} and {@code dockerTool} of a
     * job in a container, and {@code bindings} of a job with credentials.
     *
     * @throws IOException if the environment is not available to this build
     */
    static Map<String, Object> of(Run<?, ?> run, BuildRecord record, JobSettings settings) throws IOException {
        Map<String, Object> environment = new HashMap<>();
        Optional<String> image = settings.container();
        if (image.isPresent()) {
            if (Jenkins.get().getPlugin("docker-workflow") == null) {
                throw new AbortException("the job runs in the container " + image.get()
                        + ", which requires the Docker Pipeline plugin: install it");
            }
            EnvActionImpl variables = EnvActionImpl.forRun(run);
            environment.put("image", image.get());
            environment.put(
                    "imageInRegistry", Docker.imageName(variables.getProperty("DOCKER_REGISTRY_URL"), image.get()));
            environment.put("dockerTool", variables.getProperty("DOCKER_TOOL_NAME"));
        }
        if (!settings.credentials().isEmpty()) {
            if (record.facts().untrusted() != null) {
                throw new AbortException(refusal(record));
            }
            environment.put("bindings", CredentialBindings.of(run, settings.credentials()));
        }
        return environment;
    }

    private static String refusal(BuildRecord record) {
        String scope = record.facts().scope();
        return scope != null && Scope.parse(scope).kind() == Scope.Kind.JOB
                ? "its credentials are not available to a job outside of multibranch projects, which can build any code:"
                        + " use a multibranch project, or let the folder of the job trust such jobs"
                : "its credentials are not available to a pull request from somebody without write access";
    }

    /** Uses a plugin that may be missing, so it is loaded only if needed. */
    private static final class Docker {

        /** The name of an image in a registry; {@code null} is the default registry. Throws for an invalid name. */
        static String imageName(String registry, String image) throws IOException {
            return new DockerRegistryEndpoint(registry, null).imageName(image);
        }
    }
}
