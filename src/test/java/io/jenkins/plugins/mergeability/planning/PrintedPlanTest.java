package io.jenkins.plugins.mergeability.planning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintedPlanTest {

    private final PrintedPlan printed = PrintedPlan.of(
            new Plan(When.MERGE, "", "abc", List.of(), new ChangedFiles.Paths(List.of("caf\u00E9"), 0), List.of()));

    @Test
    void shouldPrintWhatTheCommandLinePrints() {
        assertThat(printed.text()).startsWith("{\"version\":1,\"occasion\":\"merge\",\"base\":null,\"head\":\"abc\",");
        assertThat(printed.bytes()).isEqualTo(printed.text().getBytes(UTF_8));
    }

    @Test
    void shouldConvertToSerializableData() throws Exception {
        Map<String, Object> data = printed.data();

        assertThat(data)
                .containsEntry("head", "abc")
                .containsEntry("base", null)
                .containsEntry("version", 1);
        assertThat(data.get("unclaimed")).isEqualTo(List.of("caf\u00E9"));
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(data);
    }
}
