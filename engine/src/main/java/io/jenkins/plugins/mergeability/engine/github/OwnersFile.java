package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CODEOWNERS file with GitHub's rules: the last line that matches a path decides, a line without owners removes
 * ownership, and an invalid line is ignored.
 */
final class OwnersFile {

    /** A pattern with escaped white space, and the rest of the line. */
    private static final Pattern LINE = Pattern.compile("((?:\\\\.|[^\\\\\\s])+)(?:\\s+(.*))?");

    /** A user, a team, or an e-mail address. */
    private static final Pattern OWNER =
            Pattern.compile("@[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9_.-]+)?|[^@\\s#]+@[^@\\s#]+");

    /** Stands for a repository without the file. */
    static final OwnersFile NONE = parse("");

    private record Line(List<String> globs, List<String> owners) {}

    private final List<Line> lines;
    private final ClaimIndex index;

    private OwnersFile(List<Line> lines) {
        this.lines = lines;
        this.index = ClaimIndex.of(lines.stream().map(Line::globs).toList(), List.of());
    }

    /** Parses the text of a file. */
    static OwnersFile parse(String text) {
        List<Line> lines = new ArrayList<>();
        for (String line : text.startsWith("\ufeff") ? text.substring(1).split("\r?\n") : text.split("\r?\n")) {
            line(line.strip()).ifPresent(lines::add);
        }
        return new OwnersFile(lines);
    }

    private static Optional<Line> line(String text) {
        Matcher parts = LINE.matcher(text);
        if (text.startsWith("#") || !parts.matches()) {
            return Optional.empty();
        }
        List<String> owners = new ArrayList<>();
        for (String word :
                parts.group(2) == null ? new String[0] : parts.group(2).split("\\s+")) {
            if (word.startsWith("#")) {
                break;
            }
            if (!OWNER.matcher(word).matches()) {
                return Optional.empty();
            }
            owners.add(word);
        }
        List<String> globs = OwnersPattern.globs(parts.group(1));
        return globs.isEmpty() ? Optional.empty() : Optional.of(new Line(globs, owners));
    }

    /** Whether no path has an owner. */
    boolean isEmpty() {
        return lines.stream().allMatch(line -> line.owners().isEmpty());
    }

    /** The owners of a path as the file writes them. */
    List<String> owners(String path) {
        int[] claims = index.claims(path);
        return claims.length == 0
                ? List.of()
                : lines.get(claims[claims.length - 1]).owners();
    }
}
