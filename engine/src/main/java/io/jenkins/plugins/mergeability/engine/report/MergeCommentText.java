package io.jenkins.plugins.mergeability.engine.report;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a {@link MergeComment} as Markdown within a maximum length. Failures come first and get most of the space, in
 * equal shares for their logs; what short logs do not need goes to longer ones, of which the end is kept.
 */
public final class MergeCommentText {

    /** The maximum number of lines shown of a log. */
    private static final int MAX_LINES = LogTail.MAX_LINES;

    /** The maximum length of a list of jobs. */
    private static final int MAX_LIST_LENGTH = 4000;

    /** The minimum space for a log. */
    private static final int MIN_LOG_LENGTH = 400;

    /** The length of the text around a log. */
    private static final int LOG_FRAME_LENGTH = 120;

    /** A word that no shell interprets. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./-]*");

    private MergeCommentText() {}

    /**
     * The text.
     *
     * @param maxLength how many UTF-16 units it may have, at least 20,000
     */
    public static String of(MergeComment comment, int maxLength) {
        if (maxLength < 20_000) {
            throw new IllegalArgumentException("too short for a comment: " + maxLength + " characters");
        }
        StringBuilder after = new StringBuilder();
        startAgain(after, comment);
        list(after, "Awaiting", comment.awaited());
        list(after, "Passed", comment.passed());
        list(after, "Proven by earlier runs", comment.proven());
        comment.page()
                .flatMap(page -> Markdown.link("Details", page))
                .ifPresent(link -> after.append(link).append('\n'));
        StringBuilder text = new StringBuilder();
        comment.queue().ifPresent(queue -> queue(text, queue, maxLength / 2));
        head(text, comment.verdict());
        Optional<String> command = Optional.of(command(comment.reproduction()));
        failures(text, comment.failures(), command, maxLength - text.length() - after.length());
        return text.append(after).toString();
    }

    /** How to run what failed again. */
    private static void startAgain(StringBuilder text, MergeComment comment) {
        Optional<String> link = comment.reproduction()
                .again()
                .filter(again -> !comment.failures().isEmpty())
                .flatMap(again -> Markdown.link("Re-run failed", again));
        Optional<String> command = comment.reproduction()
                .command()
                .filter(line -> hasFailed(comment.verdict().cause()))
                .map(line -> "the comment " + Markdown.span(line));
        if (link.isPresent() || command.isPresent()) {
            text.append("Start it again with ")
                    .append(link.orElse(""))
                    .append(link.isPresent() && command.isPresent() ? ", or with " : "")
                    .append(command.orElse(""))
                    .append(".\n\n");
        }
    }

    private static boolean hasFailed(Verdict.Cause cause) {
        return switch (cause) {
            case PLAN_IMPOSSIBLE, JOBS_FAILED, JOBS_ABANDONED -> true;
            default -> false;
        };
    }

    private static void queue(StringBuilder text, MergeComment.QueueFailure queue, int room) {
        StringBuilder after =
                new StringBuilder("Start it again by adding the pull request to the merge queue again.\n\n");
        queue.page()
                .flatMap(page -> Markdown.link("Details", page))
                .ifPresent(link -> after.append(link).append("\n\n"));
        text.append("### ❌ The merge queue of ")
                .append(Markdown.span(queue.target()))
                .append(" could not merge it\n\n");
        text.append(Markdown.span(queue.description())).append("\n\n");
        failures(text, queue.failures(), Optional.empty(), room - text.length() - after.length());
        text.append(after);
    }

    private static void head(StringBuilder text, Verdict verdict) {
        text.append("### ").append(title(verdict.cause())).append("\n\n");
        if (verdict.cause() != Verdict.Cause.MERGEABLE) {
            text.append(Markdown.span(verdict.description())).append("\n\n");
        }
    }

    private static String title(Verdict.Cause cause) {
        return switch (cause) {
            case CONFLICT -> "❌ There are merge conflicts";
            case MERGE_STATUS_UNKNOWN -> "⏳ Awaiting the merge status";
            case PLAN_UNKNOWN -> "⏳ Preparing";
            case PLAN_IMPOSSIBLE -> "❌ The plan could not be computed";
            case JOBS_FAILED -> "❌ Tests have failed";
            case JOBS_ABANDONED -> "❌ The build ended before all tests";
            case JOBS_UNFINISHED -> "⏳ Awaiting tests";
            case DRAFT -> "⏳ Standard tests have passed, but this is a draft";
            case BLOCKED -> "⏳ Standard tests have passed, but a label blocks merging";
            case CHANGES_REQUESTED -> "⏳ Standard tests have passed, but changes are requested";
            case APPROVAL_MISSING -> "⏳ Standard tests have passed, awaiting approval";
            case MERGEABLE -> "😀 Pull request can be merged";
        };
    }

    private static void list(StringBuilder text, String title, List<JobKey> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        text.append("**").append(title).append(":** ");
        int start = text.length();
        int left = jobs.size();
        for (JobKey job : jobs) {
            String name = Markdown.span(job.toString());
            if (text.length() - start + name.length() > MAX_LIST_LENGTH) {
                break;
            }
            text.append(left == jobs.size() ? "" : ", ").append(name);
            left--;
        }
        text.append(left == 0 ? "" : " and " + left + " more").append("\n\n");
    }

    /** @param command the command line before the name of a job that reproduces its failure */
    private static void failures(
            StringBuilder text, List<MergeComment.Failure> all, Optional<String> command, int room) {
        List<MergeComment.Failure> shown = new ArrayList<>();
        List<JobKey> others = new ArrayList<>();
        int left = room - MAX_LIST_LENGTH - 200; // for the names of the others
        for (MergeComment.Failure failure : all) {
            int needed = frame(failure, command).length() + LOG_FRAME_LENGTH + MIN_LOG_LENGTH;
            if (others.isEmpty() && needed <= left) {
                shown.add(failure);
                left -= frame(failure, command).length();
            } else if (!others.contains(failure.job())) {
                others.add(failure.job());
            }
            left -= others.isEmpty() ? LOG_FRAME_LENGTH + MIN_LOG_LENGTH : 0;
        }
        left += shown.size() * MIN_LOG_LENGTH;
        List<List<String>> logs = logs(shown, left);
        for (int i = 0; i < shown.size(); i++) {
            text.append(frame(shown.get(i), command));
            log(text, logs.get(i));
        }
        list(text, "Failed as well", others);
    }

    /** The command line before the name of a job. */
    private static String command(MergeComment.Reproduction reproduction) {
        return "mergeability run "
                + reproduction
                        .map()
                        .map(map -> "--map " + (PLAIN.matcher(map).matches() ? map : quoted(map)) + " ")
                        .orElse("");
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** The text of a failure without its log. */
    private static String frame(MergeComment.Failure failure, Optional<String> command) {
        StringBuilder frame =
                new StringBuilder("#### ").append(Markdown.span(failure.job().toString()));
        frame.append(failure.allowed() ? " failed, which is allowed" : " failed")
                .append("\n\n");
        if (!failure.command().isEmpty()) {
            frame.append(Markdown.span(failure.command()));
            frame.append(failure.message().isEmpty() ? "" : ": ");
        }
        if (!failure.message().isEmpty()) {
            frame.append(Markdown.span(failure.message()));
        }
        frame.append(failure.command().isEmpty() && failure.message().isEmpty() ? "" : "\n\n");
        Optional<String> link = failure.log().flatMap(log -> Markdown.link("Whole log", log));
        // What is not in the map cannot be run by the command line.
        Optional<String> ofJob = command.filter(line -> !failure.job().job().isEmpty());
        link.ifPresent(frame::append);
        ofJob.ifPresent(line -> frame.append(link.isEmpty() ? "Reproduce it with " : " · reproduce it with ")
                .append(Markdown.span(line + failure.job().ref())));
        return frame.append(link.isEmpty() && ofJob.isEmpty() ? "" : "\n\n").toString();
    }

    private static void log(StringBuilder text, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        text.append("<details><summary>The last ").append(lines.size()).append(" lines of its log</summary>\n\n");
        text.append(Markdown.block(lines)).append("\n</details>\n\n");
    }

    /** The ends of the logs, with equal shares of the space as far as their lengths allow. */
    private static List<List<String>> logs(List<MergeComment.Failure> failures, int room) {
        List<List<String>> logs = new ArrayList<>();
        List<Integer> byLength = new ArrayList<>();
        for (MergeComment.Failure failure : failures) {
            List<String> tail = failure.tail();
            List<String> clean = new ArrayList<>();
            for (String line : tail.subList(Math.max(0, tail.size() - MAX_LINES), tail.size())) {
                clean.add(Markdown.line(line));
            }
            byLength.add(logs.size());
            logs.add(clean);
        }
        byLength.sort((a, b) -> Integer.compare(Markdown.blockLength(logs.get(a)), Markdown.blockLength(logs.get(b))));
        int left = room;
        int waiting = logs.size();
        for (int next : byLength) {
            List<String> end = end(logs.get(next), left / waiting--);
            left -= end.isEmpty() ? 0 : Markdown.blockLength(end);
            logs.set(next, end);
        }
        return logs;
    }

    /** The last lines that fit; of a last line that does not fit, its end. */
    private static List<String> end(List<String> lines, int room) {
        for (int from = 0; from < lines.size(); from++) {
            List<String> end = lines.subList(from, lines.size());
            if (Markdown.blockLength(end) <= room) {
                return end;
            }
        }
        if (lines.isEmpty()) {
            return lines;
        }
        String last = lines.get(lines.size() - 1);
        // If the line is all backticks, it takes a third, and the fences take the rest.
        int kept = Math.max(0, Math.min(last.length(), room / 3 - 10));
        int from = last.length() - kept;
        if (from < last.length() && Character.isLowSurrogate(last.charAt(from))) {
            from++;
        }
        return List.of("…" + last.substring(from));
    }
}
