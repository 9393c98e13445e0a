package io.jenkins.plugins.mergeability.engine.run.files;

import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.outputs.OutputGlobs;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The test reports and artifacts of a job. Only those count that were written since its first command was about to start,
 * so that nothing of an earlier job or run is taken for its own.
 */
public final class JobFiles {

    private final Path top;
    private final String root;
    private final List<String> reports;
    private final List<String> artifacts;
    private final Path copies;
    private boolean begun;
    private WrittenFiles writtenReports;
    private WrittenFiles writtenArtifacts;
    private String problem;
    private volatile boolean cancelled;

    private JobFiles(Path top, String root, JobSettings settings, Path copies) {
        this.top = top;
        this.root = root;
        this.reports = settings.junit();
        this.artifacts = settings.artifacts();
        this.copies = copies;
    }

    /**
     * The files of a job; empty if it declares neither reports nor artifacts.
     *
     * @param top the top of the repository
     * @param root the root of its component
     * @param copies the directory for copies of its artifacts, not yet created
     */
    public static Optional<JobFiles> of(Path top, String root, JobSettings settings, Path copies) {
        return settings.junit().isEmpty() && settings.artifacts().isEmpty()
                ? Optional.empty()
                : Optional.of(new JobFiles(top, root, settings, copies));
    }

    /** A command of the job is about to start; does something only before the first. Callable from several threads. */
    public synchronized void begin() {
        if (begun) {
            return;
        }
        begun = true;
        try {
            writtenReports = observe(reports);
            writtenArtifacts = observe(artifacts);
        } catch (IOException | RuntimeException e) {
            // Its command must start, or the run would wait for it.
            problem = "cannot search for its files: " + message(e);
        }
    }

    private WrittenFiles observe(List<String> globs) throws IOException {
        return globs.isEmpty() ? null : WrittenFiles.since(top, OutputGlobs.of(root, globs));
    }

    /**
     * The commands of the job have ended. Its reports are read and, if its commands passed, its artifacts copied.
     *
     * @param passed whether its commands passed
     */
    public synchronized CollectedFiles collect(boolean passed) {
        if (!begun) {
            return CollectedFiles.NONE;
        }
        Optional<TestResults> tests = Optional.empty();
        try {
            if (problem == null && writtenReports != null) {
                tests = read(writtenReports.written());
            }
            if (problem == null && passed && writtenArtifacts != null) {
                return copied(tests, writtenArtifacts.written());
            }
        } catch (IOException e) {
            problem = message(e);
        }
        return problem == null
                ? new CollectedFiles(tests, List.of(), Optional.empty(), Optional.empty())
                : CollectedFiles.failed(tests, problem);
    }

    private Optional<TestResults> read(SortedMap<String, Path> written) throws IOException {
        TestReportReader reader = new TestReportReader(() -> cancelled);
        for (Map.Entry<String, Path> report : written.entrySet()) {
            reader.add(report.getKey(), report.getValue());
            refuseIfCancelled();
        }
        return written.isEmpty() ? Optional.empty() : Optional.of(reader.results());
    }

    private CollectedFiles copied(Optional<TestResults> tests, SortedMap<String, Path> written) throws IOException {
        if (written.isEmpty()) {
            String old =
                    writtenArtifacts.old() == 0 ? "" : "; what matches was there before, and is not taken for its own";
            throw new IOException(
                    "it wrote no file that its `artifacts` match (" + String.join(", ", artifacts) + ")" + old);
        }
        for (Map.Entry<String, Path> artifact : written.entrySet()) {
            refuseIfCancelled();
            Path copy = DiskNames.resolve(copies, artifact.getKey());
            Files.createDirectories(copy.getParent());
            Files.copy(
                    artifact.getValue(), copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return new CollectedFiles(tests, new ArrayList<>(written.keySet()), Optional.of(copies), Optional.empty());
    }

    private void refuseIfCancelled() throws IOException {
        if (cancelled) {
            throw new IOException("the run was interrupted");
        }
    }

    /** Ends {@link #collect} early, with a problem. Callable from any thread. */
    public void cancel() {
        cancelled = true;
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
