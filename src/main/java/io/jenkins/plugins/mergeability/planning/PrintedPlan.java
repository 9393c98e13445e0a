package io.jenkins.plugins.mergeability.planning;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.report.PlanJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The JSON form of a plan, as the command line prints it. */
public final class PrintedPlan {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] json;

    private PrintedPlan(byte[] json) {
        this.json = json;
    }

    public static PrintedPlan of(Plan plan) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PlanJson.write(plan, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return new PrintedPlan(out.toByteArray());
    }

    /** The output of {@code mergeability plan --format json} in UTF-8. */
    public byte[] bytes() {
        return json.clone();
    }

    /** The output as text. */
    public String text() {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** The output as serializable and mutable maps, lists, strings, numbers and booleans. */
    public Map<String, Object> data() {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("invalid JSON of a plan", e);
        }
    }
}
