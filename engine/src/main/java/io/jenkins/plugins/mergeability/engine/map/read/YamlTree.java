package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.MapLimits;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.node.ListNode;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.MapText;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Parses YAML text to nodes. The only class that uses the YAML library, and of it only the parser's events, so that the
 * library never creates typed values or objects. Aliases share the node of their anchor; the expanded size is limited.
 */
final class YamlTree {

    private final Problems problems;
    private final StreamReader reader;
    private final ParserImpl parser;
    private final Map<String, Node> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private int nodes;

    private YamlTree(MapText text, Problems problems) {
        this.problems = problems;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.reader = new StreamReader(text.text());
        this.parser = new ParserImpl(reader, options);
    }

    /** The tree of a text with one document; problems that leave a tree are only collected. */
    static Node read(MapText text, Problems problems) throws MapException {
        YamlTree tree = new YamlTree(text, problems);
        try {
            return tree.document();
        } catch (MarkedYAMLException e) {
            Mark context = e.getContextMark() == null ? e.getProblemMark() : e.getContextMark();
            Mark mark = e.getProblemMark() == null ? context : e.getProblemMark();
            SyntaxProblem.of(e.getContext(), e.getProblem(), position(mark), position(context))
                    .addTo(problems);
            throw problems.failure();
        } catch (YAMLException | IllegalArgumentException e) {
            // The library fails with other exceptions on an escape with too large a number.
            Position at = new Position(tree.reader.getLine() + 1, tree.reader.getColumn() + 1);
            String context = e instanceof YAMLException ? null : "while scanning a double-quoted scalar";
            SyntaxProblem.of(context, e.getMessage(), at, at).addTo(problems);
            throw problems.failure();
        }
    }

    private Node document() throws MapException {
        parser.getEvent();
        Event start = parser.getEvent();
        if (!(start instanceof DocumentStartEvent)) {
            throw fatal(ProblemKind.NO_MAP, start, "a component map has at least `components:`");
        }
        Node root = node(parser.getEvent(), 0);
        parser.getEvent();
        Event after = parser.getEvent();
        if (after instanceof DocumentStartEvent) {
            throw fatal(ProblemKind.SEVERAL_DOCUMENTS, after, "a component map is one document: remove the `---`");
        }
        if (root.isNull()) {
            throw fatal(ProblemKind.NO_MAP, start, "a component map has at least `components:`");
        }
        return root;
    }

    private Node node(Event event, int depth) throws MapException {
        if (++nodes > MapLimits.NODES) {
            throw fatal(ProblemKind.TOO_MANY_VALUES, event, "split the map, or use fewer aliases", MapLimits.NODES);
        }
        if (depth > MapLimits.DEPTH) {
            throw fatal(ProblemKind.TOO_DEEP, event, "", MapLimits.DEPTH);
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            open.add(anchor);
        }
        Node node;
        if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar);
        } else if (event instanceof MappingStartEvent mapping) {
            node = map(mapping, depth);
        } else {
            node = list((CollectionStartEvent) event, depth);
        }
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, node);
        }
        return node;
    }

    private Node aliased(AliasEvent alias) throws MapException {
        String name = alias.getAnchor();
        if (open.contains(name)) {
            throw fatal(ProblemKind.RECURSIVE_ALIAS, alias, "", SafeText.text(name));
        }
        Node node = anchors.get(name);
        if (node == null) {
            String hint = problems.didYouMean(name, anchors.keySet(), "a value that starts with `*` needs quotes");
            throw fatal(ProblemKind.UNKNOWN_ALIAS, alias, hint, SafeText.text(name));
        }
        nodes += node.weight();
        if (nodes > MapLimits.NODES) {
            throw fatal(ProblemKind.TOO_MANY_VALUES, alias, "split the map, or use fewer aliases", MapLimits.NODES);
        }
        return node;
    }

    private ScalarNode scalar(ScalarEvent event) {
        refuseTag(event, event.getTag());
        Mark start = event.getStartMark();
        Mark end = event.getEndMark();
        // In `- !docs/**` the tag is the intended value.
        boolean isTag = event.getTag() != null && event.getValue().isEmpty();
        String text = isTag ? event.getTag() : event.getValue();
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN && !isTag;
        boolean oneLine = start.getLine() == end.getLine();
        int column = start.getColumn() + 1;
        int length = oneLine ? end.getColumn() - start.getColumn() : Node.TO_END_OF_LINE;
        if (plain && oneLine && event.getAnchor() != null) {
            // The mark is at the anchor; the position must be that of the value.
            int letters = text.codePointCount(0, text.length());
            column += length - letters;
            length = letters;
        }
        ScalarNode.Type type = plain ? null : ScalarNode.Type.STRING;
        ScalarNode node = new ScalarNode(text, type, plain && oneLine, start.getLine() + 1, column, length, null);
        if (text.length() > MapLimits.VALUE) {
            problems.add(ProblemKind.LONG_VALUE, node, "put it into a script", MapLimits.VALUE);
        } else if (event.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED) {
            CharacterCheck.check(node, problems);
        }
        return node;
    }

    private ListNode list(CollectionStartEvent event, int depth) throws MapException {
        refuseTag(event, event.getTag());
        ListNode list = new ListNode(
                event.getStartMark().getLine() + 1, event.getStartMark().getColumn() + 1, null);
        for (Event item = parser.getEvent(); !item.is(Event.ID.SequenceEnd); item = parser.getEvent()) {
            list.add(node(item, depth + 1));
        }
        return list;
    }

    private MapNode map(MappingStartEvent event, int depth) throws MapException {
        refuseTag(event, event.getTag());
        MapNode map = new MapNode(
                event.getStartMark().getLine() + 1, event.getStartMark().getColumn() + 1, null);
        UniqueKeys keys = new UniqueKeys(map, problems);
        Node merged = null;
        for (Event item = parser.getEvent(); !item.is(Event.ID.MappingEnd); item = parser.getEvent()) {
            boolean plain = item instanceof ScalarEvent scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
            Node key = node(item, depth + 1);
            Node value = node(parser.getEvent(), depth + 1);
            if (plain && ((ScalarNode) key).text.equals("<<")) {
                if (merged == null) {
                    merged = value;
                } else {
                    problems.add(ProblemKind.BAD_MERGE, key, "give `<<` a list of all maps", "a second value");
                }
            } else {
                keys.add(key, value);
            }
        }
        return merged == null ? map : merge(map, merged);
    }

    /** Merges the maps of {@code <<}: own keys win, then the first map that has a key. */
    private MapNode merge(MapNode own, Node merged) {
        MapNode result = new MapNode(own.line, own.column, null);
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < own.size(); i++) {
            taken.add(own.key(i).text);
        }
        List<Node> sources = new ArrayList<>();
        if (merged instanceof ListNode list) {
            sources.addAll(list.items);
        } else {
            sources.add(merged);
        }
        for (Node source : sources) {
            if (source instanceof MapNode map) {
                for (int i = 0; i < map.size(); i++) {
                    if (taken.add(map.key(i).text)) {
                        result.add(map.key(i), map.value(i));
                    }
                }
            } else {
                problems.add(ProblemKind.BAD_MERGE, source, "", source.described());
            }
        }
        for (int i = 0; i < own.size(); i++) {
            result.add(own.key(i), own.value(i));
        }
        return result;
    }

    private void refuseTag(NodeEvent event, String tag) {
        if (tag != null) {
            Mark start = event.getStartMark();
            String shown = tag.startsWith("tag:yaml.org,2002:") ? "!!" + tag.substring(18) : tag;
            String hint = shown.startsWith("!!") ? "remove it" : "a value that starts with `!` needs quotes";
            problems.add(
                    ProblemKind.TAG,
                    start.getLine() + 1,
                    start.getColumn() + 1,
                    shown.codePointCount(0, shown.length()),
                    null,
                    hint,
                    SafeText.text(shown));
        }
    }

    private MapException fatal(ProblemKind kind, Event event, String hint, Object... arguments) {
        Position at = position(event.getStartMark());
        Mark end = event.getEndMark();
        int length = end.getLine() + 1 == at.line() ? end.getColumn() + 1 - at.column() : 1;
        problems.add(kind, at.line(), at.column(), length, null, hint, arguments);
        return problems.failure();
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
