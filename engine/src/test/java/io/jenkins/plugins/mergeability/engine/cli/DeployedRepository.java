package io.jenkins.plugins.mergeability.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A repository with an environment on this machine. What is live is the file {@code live} of the target directory; a
 * release holds if it says {@code good}. The step {@code X} stops once where the file {@code stop-X} is there, until the
 * file {@code go} is.
 */
final class DeployedRepository {

    private static final String MAP = """
            components:
              air:
                jobs:
                  build: {run: mkdir -p dist && cp version dist/version, outputs: [dist/**]}
                  test: {needs: build, run: test -s dist/version && test ! -e TARGET/fail, outputs: []}
            environments:
              staging:
                local: true
                deploy:
                  air:
                    of: build
                    %s
                    run: sh ../step.sh run "$(cat dist/version)" && cp dist/version TARGET/live && env >TARGET/env
                    verify: sh ../step.sh verify "$(cat dist/version)" && grep -q good TARGET/live
              production:
                deploy: {air: {of: build, run: ./deploy, verify: ./smoke}}
            """;

    /** Two steps never run at the same time: what has stopped needs a moment to clean up when it is ended. */
    private static final String STEP = """
            mkdir TARGET/busy || echo "$1 overlaps" >>TARGET/overlaps
            trap 'sleep 0.7; rmdir TARGET/busy; exit 1' TERM
            echo "$1 $2" >>TARGET/steps
            if [ -e TARGET/stop-$1 ] && [ ! -e TARGET/stopped ]; then
              touch TARGET/stopped
              while [ ! -e TARGET/go ]; do sleep 0.05; done
            fi
            rmdir TARGET/busy
            """;

    final SampleRepository git;
    final Path target;

    /**
     * A repository with one commit.
     *
     * @param before the key {@code before} of the deployment, or nothing
     */
    DeployedRepository(Path directory, String before) throws Exception {
        git = new SampleRepository(directory.resolve("repository"));
        target = Files.createDirectory(directory.resolve("target"));
        git.write("components.yaml", MAP.formatted(before).replace("TARGET", target.toString()));
        git.write(".gitignore", "dist/\n");
        git.write("step.sh", STEP.replace("TARGET", target.toString()));
        version("good 1");
    }

    /** Commits another version. */
    void version(String version) throws Exception {
        git.write("air/version", version);
        git.commit();
    }

    /** Commits another version, and proves what the gate asks for. */
    void proven(String version) throws Exception {
        version(version);
        prove();
    }

    void prove() {
        CliSession run = call("run", "--when", "merge", "air/build");
        if (run.exit() != 0) {
            throw new AssertionError(run.out() + run.err());
        }
    }

    CliSession call(String... arguments) {
        return CliSession.in(git.top(), arguments);
    }

    CliSession deploy(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "deploy";
        all[1] = "staging";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return call(all);
    }

    String target(String file) throws IOException {
        return Files.exists(target.resolve(file)) ? Files.readString(target.resolve(file)) : "";
    }

    /** What the record says of the component. */
    JsonNode record() throws IOException {
        CliSession json = call("environments", "--format", "json");
        return new ObjectMapper().readTree(json.out()).at("/environments/0/components/0");
    }

    /** The states of all deployments. */
    String states() throws IOException {
        StringBuilder states = new StringBuilder();
        for (JsonNode deployment : record().path("deployments")) {
            states.append(states.isEmpty() ? "" : ", ")
                    .append(deployment.path("state").asText());
        }
        return states.toString();
    }
}
