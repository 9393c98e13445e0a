package io.jenkins.plugins.mergeability.planning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The variables around a step: those that decide the outcome of its jobs, and those that the jobs do not get.
 *
 * @param all all variables, without those of an agent
 * @param ofJenkins the variables before the pipeline changes them
 * @param parameters the names of build parameters
 * @param secrets the names of variables whose values are masked in logs
 * @param ignored the names of variables that the pipeline declares as {@code volatile}
 */
public record BuildVariables(
        Map<String, String> all,
        Map<String, String> ofJenkins,
        Set<String> parameters,
        Set<String> secrets,
        Set<String> ignored) {

    /** No variables. */
    public static final BuildVariables NONE = new BuildVariables(Map.of(), Map.of(), Set.of(), Set.of(), Set.of());

    /** The value that stands for a secret. */
    private static final String SECRET = "(secret)";

    private static final int DIGEST_BYTES = 8;

    public BuildVariables {
        all = Map.copyOf(all);
        ofJenkins = Map.copyOf(ofJenkins);
        parameters = Set.copyOf(parameters);
        secrets = Set.copyOf(secrets);
        ignored = Set.copyOf(ignored);
    }

    /** A short digest of each variable that decides the outcome of jobs, by name; of secrets only the name counts. */
    SortedMap<String, String> digests() {
        SortedMap<String, String> digests = new TreeMap<>();
        all.forEach((name, value) -> {
            if (!ignored.contains(name) && !isSetByJenkins(name)) {
                byte[] digest = sha256(secrets.contains(name) ? "secret " + name : "value " + name + '=' + value);
                digests.put(name, HexFormat.of().formatHex(digest, 0, DIGEST_BYTES));
            }
        });
        return digests;
    }

    /** A digest of all variables that decide the outcome of jobs; empty for none. */
    String digest() {
        StringBuilder text = new StringBuilder();
        digests().forEach((name, digest) -> text.append(digest).append(name).append('\0'));
        return text.isEmpty() ? "" : HexFormat.of().formatHex(sha256(text.toString()), 0, 2 * DIGEST_BYTES);
    }

    /** The values for jobs that name variables as inputs. That of a secret is not its real value. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>(all);
        secrets.forEach(name -> values.computeIfPresent(name, (secret, value) -> SECRET));
        return values;
    }

    /** The variables that commands do not get, unless they are inputs of their job. */
    SortedSet<String> hidden() {
        SortedSet<String> hidden = new TreeSet<>(ignored);
        all.keySet().stream()
                .filter(name -> JenkinsVariables.isOfBranch(name) && isSetByJenkins(name))
                .forEach(hidden::add);
        return hidden;
    }

    /** Whether Jenkins has set a variable for this build, and neither a parameter nor the pipeline has replaced its value. */
    private boolean isSetByJenkins(String name) {
        if (parameters.contains(name)) {
            return false;
        }
        return JenkinsVariables.isOfStep(name)
                || JenkinsVariables.isOfBuild(name) && all.get(name).equals(ofJenkins.get(name));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Prints no values, because some are secret. */
    @Override
    public String toString() {
        return "variables " + new TreeSet<>(all.keySet());
    }
}
