package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mergeability.engine.github.FakeGithub.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The branches of a {@link FakeGithub}: those of a merge queue, and what others require. */
public final class FakeQueue {

    private static final String SHOP = "/repos/acme/shop";
    private static final Pattern REFS = Pattern.compile(SHOP + "/git/matching-refs/heads/(.*)");
    private static final Pattern PULLS = Pattern.compile(SHOP + "/commits/([0-9a-f]{40})/pulls");
    private static final Pattern BRANCH = Pattern.compile(SHOP + "/branches/(.*)");
    private static final Pattern RULES = Pattern.compile(SHOP + "/rules/branches/(.*)");
    private static final Pattern COMPARE = Pattern.compile(SHOP + "/compare/([0-9a-f]{40})\\.\\.\\.([0-9a-f]{40})");

    private final OpenApi description;
    private final Map<String, List<String>> branches = new TreeMap<>();

    private final Map<String, List<String>> protections = new TreeMap<>();
    private final Map<String, List<String>> rules = new TreeMap<>();

    FakeQueue(OpenApi description) {
        this.description = description;
    }

    /** Adds a branch with its head and the ancestors of that. */
    public FakeQueue branch(String name, List<String> commits) {
        branches.put(name, List.copyOf(commits));
        return this;
    }

    /** Protects a branch by status checks; null hides them from the credentials. */
    public FakeQueue protect(String branch, List<String> contexts) {
        protections.put(branch, contexts);
        return this;
    }

    /** Adds a rule of a ruleset that requires status checks. */
    public FakeQueue rule(String branch, List<String> contexts) {
        rules.put(branch, contexts);
        return this;
    }

    /** The response; empty for what does not exist. */
    Optional<Answer> answer(String path, ObjectNode pull) {
        Matcher refs = REFS.matcher(path);
        Matcher pulls = PULLS.matcher(path);
        Matcher compare = COMPARE.matcher(path);
        if (refs.matches()) {
            return Optional.of(refs(refs.group(1)));
        } else if (pulls.matches()) {
            return Optional.of(pulls(pulls.group(1), pull));
        }
        Matcher branch = BRANCH.matcher(path);
        Matcher rule = RULES.matcher(path);
        if (branch.matches() && branches.containsKey(branch.group(1))) {
            return Optional.of(branch(branch.group(1)));
        } else if (rule.matches()) {
            return Optional.of(rules(rules.getOrDefault(rule.group(1), List.of())));
        }
        return compare.matches() ? Optional.of(compare(compare.group(1), compare.group(2))) : Optional.empty();
    }

    private Answer refs(String prefix) {
        ArrayNode answer = OpenApi.object().putArray("x");
        branches.forEach((name, commits) -> {
            if (name.startsWith(prefix)) {
                ObjectNode ref =
                        (ObjectNode) description.example("git-ref-items").get(0);
                ((ObjectNode) ref.put("ref", "refs/heads/" + name).get("object")).put("sha", commits.get(0));
                answer.add(ref);
            }
        });
        return FakeState.found(answer);
    }

    private Answer branch(String name) {
        ObjectNode answer = (ObjectNode) description.example("branch-get");
        answer.put("name", name).put("protected", protections.containsKey(name));
        List<String> contexts = protections.getOrDefault(name, List.of());
        ObjectNode protection = answer.withObject("/protection").put("enabled", protections.containsKey(name));
        if (contexts == null) {
            protection.remove("required_status_checks");
        } else {
            ObjectNode checks = protection.withObject("/required_status_checks");
            ArrayNode texts = checks.putArray("contexts");
            ArrayNode items = checks.putArray("checks");
            contexts.forEach(context -> {
                texts.add(context);
                items.addObject().put("context", context).putNull("app_id");
            });
        }
        return FakeState.found(answer);
    }

    private Answer rules(List<String> contexts) {
        ArrayNode answer = (ArrayNode) description.example("repository-rule-items");
        ObjectNode rule = answer.addObject()
                .put("type", "required_status_checks")
                .put("ruleset_source_type", "Repository")
                .put("ruleset_source", "acme/shop")
                .put("ruleset_id", 42);
        ObjectNode parameters = rule.putObject("parameters").put("strict_required_status_checks_policy", false);
        ArrayNode checks = parameters.putArray("required_status_checks");
        contexts.forEach(context -> checks.addObject().put("context", context));
        return FakeState.found(answer);
    }

    /** GitHub lists all pull requests that have the commit. */
    private Answer pulls(String commit, ObjectNode pull) {
        ArrayNode answer = OpenApi.object().putArray("x");
        for (List<String> commits : branches.values()) {
            if (commits.contains(commit)
                    && commits.get(0).equals(pull.at("/head/sha").asText())) {
                ObjectNode item = (ObjectNode)
                        description.example("pull-request-simple-items").get(0);
                item.put("state", pull.get("state").asText());
                item.set("merged_at", pull.get("merged_at"));
                item.set("number", pull.get("number"));
                item.putArray("requested_teams");
                ((ObjectNode) item.get("head")).put("sha", pull.at("/head/sha").asText());
                answer.add(item);
            }
        }
        return FakeState.found(answer);
    }

    private Answer compare(String base, String head) {
        List<String> history = new ArrayList<>();
        branches.values().stream()
                .filter(commits -> commits.get(0).equals(head))
                .forEach(history::addAll);
        ObjectNode answer = (ObjectNode) description.example("commit-comparison");
        return FakeState.found(
                answer.put("status", base.equals(head) ? "identical" : history.contains(base) ? "ahead" : "diverged"));
    }
}
