package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.syntax.UsageException;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.JobOutcomes;
import io.jenkins.plugins.mergeability.engine.cli.workspace.PlanQuery;
import io.jenkins.plugins.mergeability.engine.cli.workspace.RecordedRuns;
import io.jenkins.plugins.mergeability.engine.cli.workspace.Workspace;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommentPart;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.Freshness;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.report.MergeCommentText;
import io.jenkins.plugins.mergeability.engine.verdict.Approvals;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;

/** {@code verdict}: decides whether a pull request can be merged, by local proofs and the state on GitHub. */
final class VerdictCommand implements Command {

    private static final String CONTEXT = "continuous-integration/mergeability";

    private static final int MAX_CONTEXT_LENGTH = 100;

    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.command("verdict", "Decide whether a pull request can be merged.")
                .value("--pull-request", "N", "The number of the pull request; required.")
                .value("--repo", "OWNER/NAME", "The repository on GitHub; that of the git remote by default.")
                .value("--github-url", "U", "The GitHub server (https://github.com).")
                .value("--directory", "D", "A directory of the local repository; the current one by default.")
                .value("--map", "F", "The component map; components.yaml at the top of the repository by default.")
                .value("--base", "R", "The revision the change starts from; the target branch by default.")
                .value("--head", "R", "The revision to evaluate; the working tree by default.")
                .value("--approvals", "N", "The number of required approvals; 1 by default.")
                .choice("--reviewers", "Whose reviews count (writers).", "writers", "owners", "everybody")
                .values("--app", "LOGIN", "A GitHub App or bot whose reviews count, such as renovate[bot].")
                .flag("--stale", "Count approvals of earlier commits.")
                .values("--blocking-label", "L", "A label that blocks merging.")
                .flag("--report", "Report to GitHub by a commit status and a comment; nothing is written without it.")
                .value("--context", "C", "The context of the commit status and the comment (" + CONTEXT + ").")
                .value("--target-url", "U", "The page that both link to.")
                .choice("--format", "The output format (text).", "text", "json")
                .flag("--json", "The same as --format json.")
                .examples(
                        "mergeability verdict --pull-request 7",
                        "mergeability verdict --pull-request 7 --head origin/feature --json",
                        "mergeability verdict --pull-request 7 --reviewers owners --approvals 2 --report");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws Exception {
        String context = context(arguments);
        Optional<String> target = targetUrl(arguments);
        boolean json = arguments.has("--json") || arguments.choice("--format").equals("json");
        int number = number(arguments, "--pull-request", 1);
        MergeRules rules = rules(arguments);
        Path directory = PlanQuery.path(terminal, arguments.value("--directory", "."), "--directory");
        GithubLocation hosting = GithubLocation.of(arguments, terminal, directory);
        CodeHost host = hosting.open();
        HostedPullRequest pull = pullRequest(host, number, rules, Freshness.KEPT);
        if (!pull.open()) {
            throw new BadInputException(
                    "pull request " + number + " of " + hosting.repository() + " is no longer open");
        }
        Planned planned = plan(arguments, terminal, directory, hosting, pull);
        Plan plan = planned.plan();
        JobOutcomes jobs = JobOutcomes.of(plan);
        Verdict verdict = Verdict.of(pull.facts(), jobs.outcome(), rules);
        boolean report = arguments.has("--report");
        if (report && verdict.state() == Verdict.State.SUCCESS) {
            HostedPullRequest now = pullRequest(host, number, rules, Freshness.NEW);
            if (!now.facts().head().equals(pull.facts().head())) {
                throw new BadInputException("pull request " + number + " has a new commit "
                        + GitPath.display(now.facts().head()) + ": nothing was reported; try again with it");
            }
            pull = now;
            verdict = Verdict.of(pull.facts(), jobs.outcome(), rules);
        }
        if (report) {
            host.report(pull.facts().head(), new CommitStatus(context, verdict, target));
            host.comment(
                    number,
                    context,
                    CommentPart.VERDICT,
                    MergeCommentText.of(
                            jobs.comment(
                                    verdict, target, Optional.ofNullable(arguments.value("--map")), planned.recorded()),
                            CodeHost.MAX_COMMENT_LENGTH));
        }
        VerdictReport decision = new VerdictReport(
                hosting.repository(),
                number,
                pull,
                plan.head(),
                jobs,
                Approvals.of(pull.facts(), rules),
                verdict,
                report);
        if (json) {
            decision.json(terminal.out());
        } else {
            decision.text(terminal.out(), terminal.ansi());
        }
        return verdict.state() == Verdict.State.SUCCESS ? ExitCode.DONE : ExitCode.NOT_MERGEABLE;
    }

    private static HostedPullRequest pullRequest(CodeHost host, int number, MergeRules rules, Freshness freshness)
            throws BadInputException, HostException {
        try {
            return host.pullRequest(number, rules, freshness);
        } catch (HostException e) {
            if (e.kind() == HostException.Kind.NOT_FOUND) {
                throw new BadInputException(e.getMessage());
            }
            throw e;
        }
    }

    /** A plan, and what is recorded of earlier runs. */
    private record Planned(Plan plan, RecordedRuns recorded) {}

    /** The plan of exactly the change that the pull request would merge. */
    private static Planned plan(
            Arguments arguments, Terminal terminal, Path directory, GithubLocation hosting, HostedPullRequest pull)
            throws Exception {
        PlanQuery query = PlanQuery.about(arguments, directory, hosting.extent(arguments, pull), When.CHANGE);
        try (Workspace workspace = Workspace.open(query, terminal)) {
            Plan plan = workspace.plan(new FileProofStore(workspace.state()), false);
            if (!plan.head().equals(pull.facts().head()) && !isMerge(plan, hosting, pull)) {
                String here = plan.head().endsWith("+")
                        ? "the working tree has uncommitted changes"
                        : "the plan is of another commit";
                throw new BadInputException(
                        "the pull request is at " + GitPath.display(pull.facts().head()) + ", and " + here
                                + ": check that commit out, or name it or its merge into "
                                + GitPath.display(pull.target()) + " with --head");
            }
            return new Planned(plan, new RecordedRuns(workspace.runs()));
        }
    }

    private static boolean isMerge(Plan plan, GithubLocation hosting, HostedPullRequest pull)
            throws BadInputException, ExternalFailureException {
        return !plan.head().endsWith("+") && hosting.isMerge(plan.head(), pull);
    }

    private static MergeRules rules(Arguments arguments) throws UsageException {
        int approvals = arguments.value("--approvals") == null ? 1 : number(arguments, "--approvals", 0);
        MergeRules.Counting counting =
                MergeRules.Counting.valueOf(arguments.choice("--reviewers").toUpperCase(Locale.ROOT));
        return new MergeRules(
                approvals,
                counting,
                arguments.has("--stale"),
                new LinkedHashSet<>(arguments.values("--blocking-label")),
                new LinkedHashSet<>(arguments.values("--app")));
    }

    private static String context(Arguments arguments) throws UsageException {
        String context = arguments.value("--context", CONTEXT);
        // GitHub refuses characters beyond the Basic Multilingual Plane.
        boolean printable =
                context.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.isSupplementaryCodePoint(c));
        if (context.isBlank() || context.length() > MAX_CONTEXT_LENGTH || !printable) {
            throw arguments.invalid("--context takes 1 to " + MAX_CONTEXT_LENGTH + " printable characters, such as "
                    + CONTEXT + ", not '" + context + "'");
        }
        return context;
    }

    private static Optional<String> targetUrl(Arguments arguments) throws UsageException {
        String url = arguments.value("--target-url");
        if (url == null) {
            return Optional.empty();
        }
        try {
            URI parsed = new URI(url);
            String scheme = String.valueOf(parsed.getScheme()).toLowerCase(Locale.ROOT);
            if (parsed.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // as any other text that is no address
        }
        throw arguments.invalid("--target-url takes an http or https address, not '" + url + "'");
    }

    private static int number(Arguments arguments, String option, int min) throws UsageException {
        String text = arguments.value(option);
        if (text == null) {
            throw arguments.invalid(option + " is required: the number of the pull request");
        }
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            number = -1;
        }
        if (number < min) {
            throw arguments.invalid(option + " takes a whole number of at least " + min + ", not '" + text + "'");
        }
        return number;
    }
}
