package io.jenkins.plugins.mergeability.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which builds use the proofs of which others.
 *
 * @param primaryBranches names of branches whose proofs count as those of the primary branch; {@code *} stands for any
 *     characters
 * @param branchProofs whether builds use the proofs of other branches
 * @param plainJobs whether jobs outside of multibranch projects are trusted like branches
 */
public record ScopeSettings(List<String> primaryBranches, boolean branchProofs, boolean plainJobs) {

    /** The settings without a configuration. */
    public static final ScopeSettings DEFAULT = new ScopeSettings(List.of(), true, false);

    public ScopeSettings {
        primaryBranches = List.copyOf(primaryBranches);
    }

    /** Whether a branch is configured as primary. */
    public boolean isPrimary(String branch) {
        return primaryBranches.stream().anyMatch(pattern -> matches(pattern, branch));
    }

    private static boolean matches(String pattern, String branch) {
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, branch);
    }

    /** The names in a text with spaces between them. */
    static List<String> names(String text) {
        return text == null
                ? List.of()
                : Stream.of(text.trim().split("\\s+"))
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    ScopeSettings with(Override override) {
        return new ScopeSettings(
                override.primaryBranches.orElse(primaryBranches),
                override.branchProofs.orElse(branchProofs),
                override.plainJobs.orElse(plainJobs));
    }

    /** The settings that a folder overrides. An empty setting is inherited from the parent. */
    record Override(
            Optional<List<String>> primaryBranches, Optional<Boolean> branchProofs, Optional<Boolean> plainJobs) {

        /** Overrides nothing. */
        static final Override NONE = new Override(Optional.empty(), Optional.empty(), Optional.empty());

        /** Combines this override with that of a parent folder. This one takes precedence. */
        Override within(Override parent) {
            return new Override(
                    primaryBranches.or(parent::primaryBranches),
                    branchProofs.or(parent::branchProofs),
                    plainJobs.or(parent::plainJobs));
        }
    }
}
