package io.jenkins.plugins.mergeability.engine.run.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportReaderTest {

    @TempDir
    private Path directory;

    private TestResults read(String... reports) throws IOException {
        TestReportReader reader = new TestReportReader(() -> false);
        for (int i = 0; i < reports.length; i++) {
            Path file = directory.resolve("TEST-" + i + ".xml");
            Files.writeString(file, reports[i]);
            reader.add("r/TEST-" + i + ".xml", file);
        }
        return reader.results();
    }

    @Test
    void shouldCountTestsOfNestedSuites() throws IOException {
        TestResults results = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites>
                  <properties><property name="testcase" value="x"/></properties>
                  <testsuite name="a.B">
                    <properties><property name="x"/></properties>
                    <testcase name="passes" classname="a.B" time="1"><system-out>failure</system-out></testcase>
                    <testcase name="fails"><failure message="  no&#10;second"/></testcase>
                    <testsuite name="deep">
                      <testcase name="errs" classname="a.C"><error type="x"><![CDATA[

                      java.lang.Error: why
                      at x]]></error></testcase>
                      <testcase name="skips"><skipped/></testcase>
                    </testsuite>
                  </testsuite>
                </testsuites>
                """);

        assertThat(results)
                .isEqualTo(new TestResults(
                        4,
                        1,
                        1,
                        1,
                        List.of(
                                new TestFailure("r/TEST-0.xml", "a.B.fails", "no"),
                                new TestFailure("r/TEST-0.xml", "a.C.errs", "java.lang.Error: why"))));
        assertThat(results.text()).isEqualTo("4 tests, 1 failed, 1 error, 1 skipped");
        assertThat(results.reason()).isEqualTo("2 tests failed");
    }

    @Test
    void shouldCountWhatJenkinsCounts() throws IOException {
        // A failure that is also skipped is skipped, an error counts before a failure, and only direct children count.
        assertThat(read("<testsuite><testcase name='a'><failure/><skipped/></testcase></testsuite>"))
                .isEqualTo(new TestResults(1, 0, 0, 1, List.of()));
        assertThat(read("<testsuite><testcase name='a'><failure/><error/></testcase></testsuite>")
                        .errors())
                .isEqualTo(1);
        assertThat(read("<testsuite><testcase name='a'><failure/><failure/></testcase></testsuite>")
                        .failures())
                .isEqualTo(1);
        assertThat(read("<testsuite><testcase name='a'><properties><failure/></properties></testcase></testsuite>"))
                .isEqualTo(new TestResults(1, 0, 0, 0, List.of()));
        assertThat(read("<testsuite><group><testcase name='a'><failure/></testcase></group></testsuite>")
                        .tests())
                .isZero();
        // The root is a suite whatever its name; an error in a suite is a test that could not be loaded.
        assertThat(read("<x xmlns='urn:y'><testcase name='a'/><testcase/></x>").tests())
                .isEqualTo(2);
        assertThat(read("<testsuite name='s'><error message='not found'/></testsuite>"))
                .isEqualTo(
                        new TestResults(1, 0, 1, 0, List.of(new TestFailure("r/TEST-0.xml", "s.<init>", "not found"))));
        assertThat(read("<testsuite name='s'><flakyFailure/></testsuite>").tests())
                .isZero();
    }

    @Test
    void shouldCountAnUnreadableReportAsAnError() throws IOException {
        TestResults results = read(
                "",
                "<testsuite><testcase name='a'/><testcase name='b'><failure/></testcase>",
                "plain",
                "<testsuite><testcase name='a'/></testsuite>");

        assertThat(results.tests()).isEqualTo(4);
        assertThat(results.errors()).isEqualTo(3);
        assertThat(results.failures()).isZero();
        assertThat(results.failing())
                .extracting(TestFailure::name)
                .containsExactly("TEST-0.xml.[empty]", "TEST-1.xml.[failed-to-read]", "TEST-2.xml.[failed-to-read]");
        assertThat(results.failing().get(1).message()).startsWith("cannot read the report: ");
    }

    @Test
    void shouldReadNothingThatAReportNames() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret");
        String entity = "<!DOCTYPE testsuite [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>"
                + "<testsuite><testcase name='a'><failure>&x;</failure></testcase></testsuite>";
        StringBuilder laughs = new StringBuilder("<!DOCTYPE t [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
        }
        laughs.append("]><testsuite><testcase name='a'>&a39;</testcase></testsuite>");
        String external = "<!DOCTYPE testsuite SYSTEM '"
                + directory.resolve("missing.dtd").toUri() + "'><testsuite><testcase name='a'/></testsuite>";

        assertThat(read(entity).failing().toString()).doesNotContain("s3cret");
        assertThat(read(laughs.toString()).tests()).isEqualTo(1);
        assertThat(read(external)).isEqualTo(new TestResults(1, 0, 0, 0, List.of()));
    }

    @Test
    void shouldRefuseAReportThatIsTooLong() throws IOException {
        Path file = directory.resolve("long.xml");
        Files.writeString(file, "<testsuite><testcase name='a'/>");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(TestReportReader.MAX_BYTES + 1);
        }
        TestReportReader reader = new TestReportReader(() -> false);
        reader.add("long.xml", file);

        assertThat(reader.results().errors()).isEqualTo(1);
    }

    @Test
    void shouldNameOnlySoManyFailures() throws IOException {
        String report = "<testsuite>" + "<testcase name='a'><failure/></testcase>".repeat(150) + "</testsuite>";

        TestResults results = read(report, report);

        assertThat(results.failures()).isEqualTo(300);
        assertThat(results.failing()).hasSize(TestResults.MAX_NAMED);
    }
}
