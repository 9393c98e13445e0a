package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.node.ListNode;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.List;

/** Reads the settings of jobs, which the map's defaults have as well, and the options that jobs share with blocks. */
final class SettingsReader {

    private static final String ALL = "all";

    static final int MAX_PARALLEL = 1_000;

    private static final List<String> WHENS = List.of("change", "merge", "nightly");
    private static final List<String> SHELLS = List.of("sh", "bash", "pwsh", "cmd", "bat");

    private final Problems problems;
    private final ValueReader values;
    private final JobFilesReader files;
    private final NeedsReader needs;

    SettingsReader(Problems problems, ValueReader values) {
        this.problems = problems;
        this.values = values;
        this.files = new JobFilesReader(problems, values);
        this.needs = new NeedsReader(problems, values);
    }

    /** The map's defaults. */
    SettingsDraft defaults(Node node) {
        SettingsDraft draft = new SettingsDraft();
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "defaults", "a map of job settings");
            return draft;
        }
        for (int i = 0; i < map.size(); i++) {
            if (!read(map.key(i), map.value(i), draft)) {
                KnownKeys.DEFAULTS.refuse(map.key(i), problems);
            }
        }
        refuseTwoSources(map);
        return draft;
    }

    /** Reads one setting into the draft; returns false if the key is not a setting. */
    boolean read(ScalarNode key, Node value, SettingsDraft draft) {
        switch (key.text) {
            case "needs" -> draft.needs = needs.read(value);
            case "dependsOn" -> draft.dependsOn = values.texts(value, "dependsOn");
            case "agent" -> draft.agent = values.text(value, "agent");
            case "platforms" -> {
                draft.allPlatforms = isAll(value);
                draft.platforms = draft.allPlatforms ? List.of() : platforms(value);
            }
            case "when" -> draft.when = when(value);
            case "timeout" -> draft.timeout = values.duration(value, "timeout");
            case "retry" -> draft.retry = retry(value);
            case "env" -> draft.env(values.variables(value, "env", true));
            case "credentials" -> draft.credentials(values.variables(value, "credentials", false));
            case "container" -> draft.container = values.text(value, "container");
            case "isolate" -> draft.isolate = values.bool(value, "isolate");
            case "junit" -> draft.junit = values.jobGlobs(value, "junit");
            case "artifacts" -> draft.artifacts = values.jobGlobs(value, "artifacts");
            case "maxParallel" -> draft.maxParallel = maxParallel(value);
            case "limit" -> draft.limit = values.name(value, "limit");
            case "allowFailure" -> draft.allowFailure = values.bool(value, "allowFailure");
            case "dir" -> draft.dir = values.commandDirectory(value, "dir");
            case "shell" -> draft.shell = shell(value);
            case "inputs" -> draft.inputs = files.inputs(value);
            case "outputs" -> draft.outputs = values.jobGlobs(value, "outputs");
            case "incremental" -> draft.incremental = values.bool(value, "incremental");
            case "keep" -> draft.keep = files.keep(value);
            case "changes" -> draft.changes = values.jobGlobs(value, "changes");
            case "cache" -> draft.cache = files.cache(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reports an {@code agent} beside the {@code platforms} of a job. */
    void refuseUnusedAgent(MapNode job) {
        ScalarNode agent = null;
        boolean platforms = false;
        for (int i = 0; i < job.size(); i++) {
            agent = job.key(i).text.equals("agent") ? job.key(i) : agent;
            platforms |= job.key(i).text.equals("platforms") && hasPlatforms(job.value(i));
        }
        if (agent != null && platforms) {
            problems.add(ProblemKind.AGENT_UNUSED, agent, "remove it, or `platforms`");
        }
    }

    private static boolean hasPlatforms(Node value) {
        return value instanceof ListNode list ? !list.items.isEmpty() : isAll(value);
    }

    private static boolean isAll(Node value) {
        return value instanceof ScalarNode scalar && scalar.text.equals(ALL);
    }

    /** Reports variables that both {@code env} and {@code credentials} of one map set. */
    void refuseTwoSources(MapNode map) {
        MapNode env = null;
        MapNode credentials = null;
        for (int i = 0; i < map.size(); i++) {
            if (map.value(i) instanceof MapNode variables) {
                env = map.key(i).text.equals("env") ? variables : env;
                credentials = map.key(i).text.equals("credentials") ? variables : credentials;
            }
        }
        if (env == null || credentials == null) {
            return;
        }
        UniqueTexts names = new UniqueTexts();
        for (int i = 0; i < env.size(); i++) {
            names.add(env.key(i).text);
        }
        for (int i = 0; i < credentials.size(); i++) {
            if (!names.add(credentials.key(i).text)) {
                ScalarNode name = credentials.key(i);
                problems.add(ProblemKind.VARIABLE_TWICE, name, "remove one of the two", SafeText.text(name.text));
            }
        }
    }

    int retry(Node value) {
        return values.number(value, "retry", 0, BlockOptions.MAX_RETRIES);
    }

    int maxParallel(Node value) {
        return values.number(value, "maxParallel", 1, MAX_PARALLEL);
    }

    Shell shell(Node value) {
        String text = values.choice(value, "shell", SHELLS);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "sh" -> Shell.SH;
            case "bash" -> Shell.BASH;
            case "pwsh" -> Shell.PWSH;
            default -> Shell.CMD;
        };
    }

    private When when(Node value) {
        String text = values.choice(value, "when", WHENS);
        if (text == null) {
            return When.CHANGE;
        }
        return switch (text) {
            case "merge" -> When.MERGE;
            case "nightly" -> When.NIGHTLY;
            default -> When.CHANGE;
        };
    }

    private List<String> platforms(Node node) {
        List<String> names = values.names(node, "platforms", "the name of a platform");
        if (names.contains(ALL)) {
            problems.add(
                    ProblemKind.BAD_NAME,
                    node,
                    "`platforms: all` means every configured platform",
                    ALL,
                    "the name of a platform");
        }
        return names;
    }
}
