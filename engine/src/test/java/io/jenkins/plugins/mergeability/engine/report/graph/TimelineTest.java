package io.jenkins.plugins.mergeability.engine.report.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.GoldenFile;
import io.jenkins.plugins.mergeability.engine.report.graph.Timeline.Execution;
import io.jenkins.plugins.mergeability.engine.report.graph.Timeline.State;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class TimelineTest {

    private static final long CREATED = 1_700_000_000_000L;

    @Test
    void shouldShareRowsBetweenJobsThatRanOneAfterAnother() {
        Timeline timeline = timeline(
                job("a/test", "linux-1", 0, 10),
                job("b/test", "linux-1", 5, 20),
                job("c/test", "linux-1", 10, 30),
                job("d/test", "linux-0", 0, 1));

        assertThat(timeline.rows())
                .extracting(row ->
                        row.agent() + row.jobs().stream().map(Execution::job).toList())
                .containsExactly("linux-0[d/test]", "linux-1[a/test, c/test]", "linux-1[b/test]");
    }

    @Test
    void shouldFollowNeedsOnTheCriticalPath() {
        Timeline timeline = timeline(
                job("air/compile", "one", 0, 10),
                job("cloak/compile", "two", 0, 30),
                job("air/test", "one", 40, 90, "air/compile", "cloak/compile"));

        assertThat(timeline.criticalPath()).extracting(Execution::job).containsExactly("cloak/compile", "air/test");
    }

    @Test
    void shouldFollowAnAgentThatWasWaitedForOnTheCriticalPath() {
        Timeline timeline = timeline(
                job("air/compile", "one", 0, 10),
                job("cloak/test", "one", 10, 60),
                job("air/test", "one", 61, 90, "air/compile"));

        assertThat(timeline.criticalPath())
                .extracting(Execution::job)
                .containsExactly("air/compile", "cloak/test", "air/test");
        assertThat(timeline.ready(timeline.jobs().get(2)) - CREATED).isEqualTo(10_000);
    }

    @Test
    void shouldDraw() throws IOException {
        Timeline timeline = timeline(
                job("air/compile", "linux-1", 3, 15),
                job("air/test", "linux-1", 15, 55, "air/compile"),
                new Execution("cloak/test@windows", "windows", State.FAILED, at(12), at(40), List.of()),
                new Execution("<b>/test", "", State.RUNNING, at(20), at(60), List.of("air/compile")));

        GoldenFile.assertExpected(GoldenFile.of("timeline").resolve("timeline.svg"), TimelineSvg.draw(timeline));
    }

    @Test
    void shouldDrawABuildInWhichNothingRan() {
        assertThat(TimelineSvg.draw(timeline()))
                .contains("no jobs on no agents")
                .contains("No job has started");
    }

    /** Also clocks that differ, and jobs without duration. */
    @Property(tries = 200)
    void shouldDrawEveryJobInsideThePicture(
            @ForAll List<@IntRange(min = -100, max = 100_000) Integer> starts,
            @ForAll @IntRange(max = 50_000) int length)
            throws Exception {
        List<Execution> jobs = new java.util.ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            long started = CREATED + starts.get(i);
            jobs.add(new Execution(
                    "job" + i,
                    "agent" + i % 3,
                    State.PASSED,
                    started,
                    started + length,
                    i == 0 ? List.of() : List.of("job" + (i - 1))));
        }

        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(
                        new StringReader(TimelineSvg.draw(new Timeline(CREATED, CREATED + 60_000, jobs)))));

        int width = Integer.parseInt(picture.getDocumentElement().getAttribute("width"));
        var boxes = picture.getElementsByTagName("rect");
        assertThat(boxes.getLength()).isEqualTo(starts.size() + 1);
        for (int i = 1; i < boxes.getLength(); i++) {
            var attributes = boxes.item(i).getAttributes();
            int x = Integer.parseInt(attributes.getNamedItem("x").getNodeValue());
            int end = x + Integer.parseInt(attributes.getNamedItem("width").getNodeValue());
            assertThat(x).isPositive();
            assertThat(end).isLessThan(width);
        }
    }

    private static Timeline timeline(Execution... jobs) {
        return new Timeline(CREATED, at(90), List.of(jobs));
    }

    private static Execution job(String name, String agent, int started, int ended, String... needs) {
        return new Execution(name, agent, State.PASSED, at(started), at(ended), List.of(needs));
    }

    private static long at(int seconds) {
        return CREATED + seconds * 1000L;
    }
}
