package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a CODEOWNERS file says, by GitHub's rules: the last line that matches a path decides, a line without owners takes
 * ownership away, and a line that is not understood is passed over.
 */
final class OwnersFile {

    /** A pattern, in which white space is escaped, and the rest of the line. */
    private static final Pattern LINE = Pattern.compile("((?:\\\\.|[^\\\\\\s])+)(?:\\s+(.*))?");

    /** A person, a team, or an e-mail address. */
    private static final Pattern OWNER =
            Pattern.compile("@[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9_.-]+)?|[^@\\s#]+@[^@\\s#]+");

    /** A repository without one. */
    static final OwnersFile NONE = parse("");

    private record Line(List<String> globs, List<String> owners) {}

    private final List<Line> lines;
    private final ClaimIndex index;

    private OwnersFile(List<Line> lines) {
        this.lines = lines;
        this.index = ClaimIndex.of(lines.stream().map(Line::globs).toList(), List.of());
    }

    /** Reads one. */
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

    /** Whether nothing has an owner. */
    boolean isEmpty() {
        return lines.stream().allMatch(line -> line.owners().isEmpty());
    }

    /** The owners of a path as they are written; none if it has none. */
    List<String> owners(String path) {
        int[] claims = index.claims(path);
        return claims.length == 0
                ? List.of()
                : lines.get(claims[claims.length - 1]).owners();
    }
}
