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

/** A plan as the command line prints it. */
public final class PrintedPlan {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] json;

    private PrintedPlan(byte[] json) {
        this.json = json;
    }

    /** The printed form of a plan. */
    public static PrintedPlan of(Plan plan) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PlanJson.write(plan, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused to be written to", e);
        }
        return new PrintedPlan(out.toByteArray());
    }

    /** What {@code mergeability plan --format json} prints, in UTF-8. */
    public byte[] bytes() {
        return json.clone();
    }

    /** The same as text. */
    public String text() {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** The same as maps, lists, strings, numbers and booleans, all of which can be kept in a build and changed. */
    public Map<String, Object> data() {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("a plan is no valid JSON", e);
        }
    }
}
