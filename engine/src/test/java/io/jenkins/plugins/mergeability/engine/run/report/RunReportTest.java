package io.jenkins.plugins.mergeability.engine.run.report;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.parallel;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.GoldenFile;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.run.Machine;
import io.jenkins.plugins.mergeability.engine.run.RunResult;
import io.jenkins.plugins.mergeability.engine.run.TestPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** The reports of a run, compared with golden files. */
class RunReportTest {

    @TempDir
    private static Path temporary;

    private static Machine machine;
    private static RunResult result;

    @BeforeAll
    static void runJobsOfEveryKind() throws IOException {
        machine = new Machine(temporary);
        machine.with(machine.options().withJobs(1).withPlatforms(Set.of("linux")));
        result = machine.run(new TestPlan()
                .job("air/build", "true")
                .job(
                        "air/test@linux",
                        sequence(
                                "printf 'ok <&>\\n'",
                                parallel(
                                        command(
                                                "printf '\\033[31mred\\033[0m\\007\\000 ]]> \\377\\n'; exit 3",
                                                options().name("unit")),
                                        command(
                                                "seq 150; kill -TERM $$",
                                                options().name("more \"names\"")),
                                        command("exit 9", options().name("lint").allowFailure()))),
                        "air/build")
                .job("air/test@freebsd", "true")
                .job(
                        "air/flaky",
                        command(
                                "if test -e x; then exit 0; fi; touch x; echo first; exit 1",
                                options().retry(1)))
                .job("bom/test", command("true", options().dir("missing")))
                .job("bom/release", "true", "bom/test")
                .job(
                        "bom/unit",
                        options().junit("TEST-*.xml").artifacts("*.zip"),
                        command("printf '<testsuite name=\"s\"><testcase name=\"a\"/><testcase name=\"b\"><skipped/>"
                                + "</testcase><testcase name=\"c\"><failure message=\"1 &lt; 2\"/></testcase>"
                                + "</testsuite>' >TEST-s.xml; echo >TEST-t.xml; touch a.zip"))
                .job("cloak/kept", options().artifacts("*.tgz", "!b.tgz"), command("touch a.tgz b.tgz"))
                .job("cloak/lost", options().artifacts("/dist/**"), command("true"))
                .job("cloak/optional", options().allowFailure(), command("exit 5"))
                .job("cloak/proven", JobState.PROVEN)
                .job("cloak/unaffected", JobState.UNAFFECTED)
                .job("cloak/nightly", JobState.SKIPPED));
    }

    /** The text with everything replaced that differs from run to run. */
    private String stable(String text) {
        return text.replace(temporary.toString(), "TMP")
                .replace(result.run(), "RUN")
                .replaceAll("\\d+\\.\\d s +", "TIME  ")
                .replaceAll("\\d+\\.\\d s", "TIME")
                .replaceAll("time=\"\\d+\\.\\d{3}\"", "time=\"TIME\"")
                .replaceAll("timestamp=\"20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\"", "timestamp=\"NOW\"")
                .replaceAll("\"started\" : \"2[^\"]*\"", "\"started\" : \"NOW\"")
                .replaceAll("\"durationMillis\" : [1-9]\\d*", "\"durationMillis\" : 0");
    }

    private void assertExpected(String name, String actual) throws IOException {
        GoldenFile.assertExpected(GoldenFile.of("run").resolve(name), stable(actual));
    }

    private static String summary(RunResult result, boolean color) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new RunSummary(
                        new PrintStream(bytes, true, StandardCharsets.UTF_8),
                        Symbols.of(StandardCharsets.UTF_8),
                        "./mergeability",
                        "",
                        color)
                .print(result, result.outcome(Set.of()));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldSumUpWithTheShortestFailingLogLast() throws IOException {
        assertExpected("summary.txt", summary(result, false));
    }

    @Test
    void shouldKeepTheColorsOfLogsInATerminal() {
        assertThat(summary(result, false)).doesNotContain("\u001b");
        assertThat(summary(result, true)).contains("\u001b[31mred\u001b[0m\\x00 ]]> \ufffd\n\u001b[0m");
    }

    @Test
    void shouldWriteJson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunJson.write(result, result.outcome(Set.of()), bytes);

        assertExpected("result.json", bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldWriteJUnitXml() throws IOException, SAXException {
        Path directory = temporary.resolve("reports/junit");
        JUnitReport.write(result, directory);
        JUnitReport.write(result, directory);

        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("TEST-air.xml", "TEST-bom.xml", "TEST-cloak.xml");
        }
        var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(RunReportTest.class.getResource("/run/junit.xsd"));
        for (String name : new String[] {"TEST-air.xml", "TEST-bom.xml", "TEST-cloak.xml"}) {
            Path file = directory.resolve(name);
            schema.newValidator().validate(new StreamSource(file.toFile()));
            assertExpected(name, Files.readString(file));
        }
    }

    @Test
    void shouldWriteAnyTextAsXml() {
        assertThat(XmlText.of("a\n\tb")).isEqualTo("a\n\tb");
        assertThat(XmlText.attribute("a<b>&\"\n\tc\u0000\u001b\ud800\udc80\ufffe😀"))
                .isEqualTo("a&lt;b&gt;&amp;&quot;&#10;&#9;c\\x00\\x1b\ud800\udc80\\ufffe😀");
        assertThat(XmlText.of("\udc80x\ud800")).isEqualTo("\\udc80x\\ud800");
    }

    @Test
    void shouldOmitPassedJobsWhereThereAreMany() throws IOException {
        TestPlan plan = new TestPlan().job("x/test", "exit 1");
        for (int i = 0; i < 60; i++) {
            plan.job("c" + i + "/test", "true");
        }
        RunResult many = machine.run(plan);

        assertThat(summary(many, false)).hasLineCount(8).contains("✘ x/test").contains("60 passed, 1 failed in ");
    }
}
