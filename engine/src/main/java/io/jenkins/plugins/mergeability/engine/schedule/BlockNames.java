package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names under which the blocks of a job are shown. */
public final class BlockNames {

    private BlockNames() {}

    /**
     * The names of sibling blocks, each different: the one in the map; else, for a command, its number from 1; for
     * another block, {@code parallel} or {@code sequence}.
     */
    public static String[] of(List<Block> siblings) {
        String[] names = new String[siblings.size()];
        Set<String> used = new HashSet<>();
        for (int i = 0; i < names.length; i++) {
            if (siblings.get(i).options().name().isPresent()) {
                names[i] = unique(siblings.get(i).options().name().get(), used);
            }
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i] == null) {
                names[i] = unique(plain(siblings.get(i), i + 1), used);
            }
        }
        return names;
    }

    private static String plain(Block block, int number) {
        return block instanceof Parallel
                ? "parallel"
                : block instanceof Sequence ? "sequence" : Integer.toString(number);
    }

    private static String unique(String name, Set<String> used) {
        String candidate = name;
        for (int i = 2; !used.add(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    /** The number of commands in a block. */
    public static int commands(Block block) {
        if (block instanceof Command) {
            return 1;
        }
        List<Block> inside = block instanceof Sequence sequence ? sequence.steps() : ((Parallel) block).branches();
        int count = 0;
        for (Block child : inside) {
            count += commands(child);
        }
        return count;
    }
}
