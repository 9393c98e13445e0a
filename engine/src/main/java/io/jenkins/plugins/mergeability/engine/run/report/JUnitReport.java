package io.jenkins.plugins.mergeability.engine.run.report;

import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.report.LogTail;
import io.jenkins.plugins.mergeability.engine.report.LogText;
import io.jenkins.plugins.mergeability.engine.run.CommandOutcome;
import io.jenkins.plugins.mergeability.engine.run.CommandResult;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.RunResult;
import io.jenkins.plugins.mergeability.engine.run.files.CollectedFiles;
import io.jenkins.plugins.mergeability.engine.run.files.TestFailure;
import io.jenkins.plugins.mergeability.engine.run.process.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a run as JUnit XML: a file {@code TEST-<component>.xml} for each component, a suite for each of its jobs on a
 * platform, a case for each command that ran. A job that did not run is a suite of one skipped case with the reason,
 * including a proven job. Where a command ran more than once the last execution counts, and the earlier failures are
 * written as reruns in the format of Surefire. The tests in the reports of a job are one case, {@code junit}, and so are
 * artifacts that could not be collected, {@code artifacts}.
 */
public final class JUnitReport {

    private final StringBuilder xml = new StringBuilder();

    private JUnitReport() {}

    /**
     * Writes the files.
     *
     * @param directory the directory, created if it does not exist
     * @throws IOException if a file cannot be written
     */
    public static void write(RunResult result, Path directory) throws IOException {
        Map<String, List<JobResult>> components = new TreeMap<>();
        for (JobResult job : result.jobs()) {
            components
                    .computeIfAbsent(job.key().component(), name -> new ArrayList<>())
                    .add(job);
        }
        Files.createDirectories(directory);
        FileNames names = new FileNames();
        for (Map.Entry<String, List<JobResult>> component : components.entrySet()) {
            String text = text(component.getKey(), component.getValue());
            Path file = directory.resolve("TEST-" + names.of(component.getKey()) + ".xml");
            Path unfinished = directory.resolve(file.getFileName() + ".tmp");
            Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String text(String component, List<JobResult> jobs) {
        JUnitReport report = new JUnitReport();
        report.xml
                .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"")
                .append(XmlText.attribute(component))
                .append("\">\n");
        for (JobResult job : jobs) {
            report.suite(job);
        }
        return report.xml.append("</testsuites>\n").toString();
    }

    /**
     * A case for what was collected of a job.
     *
     * @param failure why it failed; empty if it passed
     * @param text details of the failure
     */
    private record FileCase(String name, Optional<String> failure, String text) {}

    private static List<FileCase> fileCases(JobResult job) {
        List<FileCase> cases = new ArrayList<>();
        CollectedFiles files = job.execution().files();
        files.tests().ifPresent(tests -> {
            StringBuilder text = new StringBuilder(tests.text()).append('\n');
            for (TestFailure test : tests.failing()) {
                text.append(test.name()).append(": ").append(test.message()).append('\n');
            }
            Optional<String> failure = tests.failed() > 0 ? Optional.of(tests.reason()) : Optional.empty();
            cases.add(new FileCase("junit", failure, text.toString()));
        });
        if (files.problem().isPresent() || !files.artifacts().isEmpty()) {
            cases.add(new FileCase("artifacts", files.problem(), ""));
        }
        return cases;
    }

    private void suite(JobResult job) {
        List<List<CommandResult>> cases = cases(job);
        List<FileCase> fileCases = fileCases(job);
        int failures = 0;
        int errors = 0;
        int skipped = cases.isEmpty() ? 1 : 0;
        for (List<CommandResult> runs : cases) {
            CommandResult last = runs.get(runs.size() - 1);
            boolean failed = isFailure(job, last);
            errors += failed && last.outcome() == CommandOutcome.NOT_STARTED ? 1 : 0;
            failures += failed && last.outcome() != CommandOutcome.NOT_STARTED ? 1 : 0;
            skipped += !failed && last.outcome() != CommandOutcome.PASSED ? 1 : 0;
        }
        for (FileCase fileCase : fileCases) {
            failures += fileCase.failure().isPresent() && !job.allowed() ? 1 : 0;
            skipped += fileCase.failure().isPresent() && job.allowed() ? 1 : 0;
        }
        xml.append("  <testsuite name=\"")
                .append(suiteName(job))
                .append("\" tests=\"")
                .append(Math.max(1, cases.size() + fileCases.size()));
        xml.append("\" failures=\"").append(failures).append("\" errors=\"").append(errors);
        xml.append("\" skipped=\"")
                .append(skipped)
                .append("\" time=\"")
                .append(seconds(job.execution().duration()))
                .append('"');
        job.execution()
                .started()
                .ifPresent(at ->
                        xml.append(" timestamp=\"").append(at.toString(), 0, 19).append('"'));
        xml.append(">\n");
        if (cases.isEmpty()) {
            open(job, job.key().job(), Duration.ZERO);
            skipped(why(job));
            close();
        }
        for (List<CommandResult> runs : cases) {
            testCase(job, runs);
        }
        for (FileCase fileCase : fileCases) {
            testCase(job, fileCase);
        }
        xml.append("  </testsuite>\n");
    }

    /** The executions of each command together, in the order of the map. */
    private static List<List<CommandResult>> cases(JobResult job) {
        Map<Integer, List<CommandResult>> cases = new TreeMap<>();
        for (CommandResult command : job.execution().commands()) {
            cases.computeIfAbsent(command.position(), position -> new ArrayList<>())
                    .add(command);
        }
        return List.copyOf(cases.values());
    }

    private static boolean isFailure(JobResult job, CommandResult command) {
        return job.execution().failures().contains(command) && !job.allowed();
    }

    private static String suiteName(JobResult job) {
        return XmlText.attribute(job.key().component() + "." + job.key().job()
                + job.key().platform().map(platform -> "@" + platform).orElse(""));
    }

    private static String why(JobResult job) {
        String proof = job.proof()
                .provenBy()
                .map(Outcome::run)
                .map(run -> "proven by run " + run)
                .orElse("");
        String text = JobLine.text(job.outcome()) + (job.reason().isEmpty() ? "" : ": " + job.reason());
        return proof.isEmpty() ? text : proof;
    }

    private void testCase(JobResult job, List<CommandResult> runs) {
        CommandResult last = runs.get(runs.size() - 1);
        open(job, last.name(), last.duration());
        if (isFailure(job, last)) {
            problem(last.outcome() == CommandOutcome.NOT_STARTED ? "error" : "failure", last);
        } else if (last.outcome().failure()) {
            skipped(last.message()
                    + (job.outcome() == JobOutcome.INTERRUPTED
                            ? ", and the run was interrupted"
                            : ", which is allowed"));
        } else if (last.outcome() != CommandOutcome.PASSED) {
            skipped(last.message());
        }
        String rerun = last.outcome() == CommandOutcome.PASSED ? "flakyFailure" : "rerunFailure";
        for (CommandResult earlier : runs.subList(0, runs.size() - 1)) {
            if (earlier.outcome().failure()) {
                problem(rerun, earlier);
            }
        }
        close();
    }

    private void testCase(JobResult job, FileCase fileCase) {
        open(job, fileCase.name(), Duration.ZERO);
        if (fileCase.failure().isPresent()) {
            String why = fileCase.failure().get();
            if (job.allowed()) {
                skipped(why + ", which is allowed");
            } else {
                xml.append("      <failure message=\"").append(XmlText.attribute(why));
                xml.append("\" type=\"").append(fileCase.name()).append("\">");
                xml.append(XmlText.of(fileCase.text())).append("</failure>\n");
            }
        }
        close();
    }

    private void open(JobResult job, String name, Duration time) {
        xml.append("    <testcase classname=\"")
                .append(suiteName(job))
                .append("\" name=\"")
                .append(XmlText.attribute(name));
        xml.append("\" time=\"").append(seconds(time)).append("\">\n");
    }

    private void close() {
        xml.append("    </testcase>\n");
    }

    private void skipped(String message) {
        xml.append("      <skipped message=\"")
                .append(XmlText.attribute(message))
                .append("\"/>\n");
    }

    private void problem(String element, CommandResult command) {
        xml.append("      <").append(element).append(" message=\"").append(XmlText.attribute(command.message()));
        xml.append("\" type=\"").append(command.outcome().text()).append("\">");
        xml.append(XmlText.of("$ " + command.command() + "\n"));
        if (command.log().isPresent()) {
            LogTail tail = LogTail.of(command.log().get());
            for (String line : tail.lines()) {
                xml.append(XmlText.of(LogText.of(line, false) + "\n"));
            }
        }
        xml.append("</").append(element).append(">\n");
    }

    private static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
    }
}
