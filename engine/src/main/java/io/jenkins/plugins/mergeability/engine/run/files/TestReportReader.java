package io.jenkins.plugins.mergeability.engine.run.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JUnit XML as Jenkins' junit step does: tests are the elements {@code testcase} directly inside of suites; the root
 * is a suite whatever its name, and so is each {@code testsuite} directly inside of one. An {@code error} directly inside of
 * a suite is a test that could not be loaded. No document type is processed and no entity resolved, and a report is never
 * held in memory.
 */
final class TestReportReader {

    /** A longer report cannot be read. */
    static final long MAX_BYTES = 256L << 20;

    private static final int MAX_TEXT = 300;

    private final XMLInputFactory xml;
    private final BooleanSupplier cancelled;
    private int tests;
    private int failures;
    private int errors;
    private int skipped;
    private final List<TestFailure> failing = new ArrayList<>();

    /** @param cancelled whether to stop reading */
    TestReportReader(BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        xml = XMLInputFactory.newDefaultFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        xml.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        xml.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
    }

    /** The results of all reports that were added. */
    TestResults results() {
        return new TestResults(tests, failures, errors, skipped, failing);
    }

    /**
     * Adds the tests of a report; one test with an error if it is empty or cannot be read.
     *
     * @param path the path of the report, from the top of the repository
     */
    void add(String path, Path file) {
        try (InputStream in = new BoundedStream(Files.newInputStream(file))) {
            if (Files.size(file) == 0) {
                unreadable(path, "[empty]", "the report is empty");
                return;
            }
            XMLStreamReader reader = xml.createXMLStreamReader(in);
            try {
                Report report = new Report(path);
                report.read(reader);
                add(report);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | IOException | RuntimeException e) {
            // The parser of the JDK also throws unchecked exceptions.
            unreadable(path, "[failed-to-read]", "cannot read the report: " + e.getMessage());
        }
    }

    private void add(Report report) {
        tests += report.tests;
        failures += report.failures;
        errors += report.errors;
        skipped += report.skipped;
        report.failing.stream().limit(TestResults.MAX_NAMED - failing.size()).forEach(failing::add);
    }

    private void unreadable(String path, String name, String message) {
        tests++;
        errors++;
        if (failing.size() < TestResults.MAX_NAMED) {
            String file = path.substring(path.lastIndexOf('/') + 1);
            failing.add(new TestFailure(path, file + "." + name, line(message.replace('\n', ' '))));
        }
    }

    /** The first line that is not blank, cut where it is long. */
    private static String line(String text) {
        String stripped = text.strip();
        int end = stripped.indexOf('\n');
        String line = end < 0 ? stripped : stripped.substring(0, end).strip();
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "...";
    }

    /** One report while it is read. */
    private final class Report {

        private final String path;
        private int tests;
        private int failures;
        private int errors;
        private int skipped;
        private final List<TestFailure> failing = new ArrayList<>();

        private int depth;
        private final List<Suite> suites = new ArrayList<>();
        private String test;
        private boolean testFailed;
        private boolean testError;
        private boolean testSkipped;
        private String message = "";
        private StringBuilder text;

        Report(String path) {
            this.path = path;
        }

        void read(XMLStreamReader reader) throws XMLStreamException, IOException {
            while (reader.hasNext()) {
                if (cancelled.getAsBoolean()) {
                    throw new IOException("the run was interrupted");
                }
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        start(reader);
                        depth++;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        end();
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (text != null && text.length() < MAX_TEXT) {
                            int length = Math.min(reader.getTextLength(), 2 * MAX_TEXT);
                            text.append(reader.getTextCharacters(), reader.getTextStart(), length);
                        }
                    }
                    default -> {}
                }
            }
        }

        private void start(XMLStreamReader reader) {
            String element = reader.getLocalName();
            boolean inSuite = depth == suites.size();
            if (depth == 0 || inSuite && element.equals("testsuite")) {
                suites.add(new Suite(reader.getAttributeValue(null, "name")));
            } else if (inSuite && element.equals("testcase")) {
                test = name(reader.getAttributeValue(null, "classname"), reader.getAttributeValue(null, "name"));
                testFailed = false;
                testError = false;
                testSkipped = false;
                message = "";
            } else if (inSuite) {
                suites.get(depth - 1).child(element, reader);
            } else if (test != null && depth == suites.size() + 1) {
                testSkipped |= element.equals("skipped");
                testFailed |= element.equals("failure");
                testError |= element.equals("error");
                if ((element.equals("failure") || element.equals("error")) && message.isEmpty()) {
                    String given = reader.getAttributeValue(null, "message");
                    message = given == null ? "" : line(given);
                    text = message.isEmpty() ? new StringBuilder() : null;
                }
            }
        }

        private void end() {
            if (depth == suites.size() + 1 && text != null) {
                message = line(text.toString());
                text = null;
            } else if (depth == suites.size() && test != null) {
                count(test, testFailed, testError, testSkipped, message);
                test = null;
            } else if (depth == suites.size() - 1) {
                Suite suite = suites.remove(depth);
                if (suite.error) {
                    count(name(suite.name, "<init>"), false, true, suite.skipped, suite.message);
                }
            }
        }

        private String name(String type, String name) {
            String owner = type == null && !suites.isEmpty() ? suites.get(suites.size() - 1).name : type;
            String named = name == null ? "(no name)" : name;
            return line(owner == null || owner.isEmpty() ? named : owner + "." + named);
        }

        private void count(String name, boolean failed, boolean error, boolean skip, String why) {
            tests++;
            if (skip) {
                skipped++;
            } else if (failed || error) {
                failures += error ? 0 : 1;
                errors += error ? 1 : 0;
                if (failing.size() < TestResults.MAX_NAMED) {
                    failing.add(new TestFailure(path, name, why));
                }
            }
        }
    }

    /** A suite that is being read. */
    private static final class Suite {

        private final String name;
        private boolean error;
        private boolean skipped;
        private String message = "";

        Suite(String name) {
            this.name = name;
        }

        void child(String element, XMLStreamReader reader) {
            skipped |= element.equals("skipped");
            if (element.equals("error")) {
                error = true;
                String given = reader.getAttributeValue(null, "message");
                message = given == null ? "" : line(given);
            }
        }
    }

    /** A stream that fails where a report is too long. */
    private static final class BoundedStream extends FilterInputStream {

        private long left = MAX_BYTES;

        BoundedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("it is longer than " + (MAX_BYTES >> 20) + " MiB");
            }
        }
    }
}
