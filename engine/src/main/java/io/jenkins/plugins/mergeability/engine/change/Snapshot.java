package io.jenkins.plugins.mergeability.engine.change;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every path of a tree with its mode and object id, sorted by the bytes of the path. Stored as one byte array, each entry
 * as {@code mode SP id TAB path NUL}, because 60,000 objects would cost more than reading and hashing the entries.
 */
public final class Snapshot {

    /**
     * The mode and object id of a path.
     *
     * @param mode six octal digits, as git writes it
     * @param id the object's name in hexadecimal
     */
    public record Entry(String mode, String id) {

        // Written out, as in JobRef.

        @Override
        public boolean equals(Object other) {
            return other instanceof Entry that && mode.equals(that.mode) && id.equals(that.id);
        }

        @Override
        public int hashCode() {
            return 31 * mode.hashCode() + id.hashCode();
        }
    }

    /** A mode and the blank after it. */
    private static final int MODE = 7;

    private final byte[] records;
    private final int[] starts;
    private final int size;
    private final int header;

    private Snapshot(byte[] records, int[] starts, int size, int idLength) {
        this.records = records;
        this.starts = starts;
        this.size = size;
        this.header = MODE + idLength + 1;
    }

    /** How many paths there are. */
    public int size() {
        return size;
    }

    /** The path of an entry. */
    public String path(int entry) {
        return GitPath.decode(records, pathStart(entry), pathEnd(entry));
    }

    /** The mode and object id of an entry. */
    public Entry entry(int entry) {
        int start = starts[entry];
        return new Entry(
                new String(records, start, MODE - 1, ISO_8859_1),
                new String(records, start + MODE, header - MODE - 1, ISO_8859_1));
    }

    /** The entry of a path, if it is in the snapshot. */
    public Optional<Entry> find(String path) {
        int found = indexOf(GitPath.encode(path));
        return found < 0 ? Optional.empty() : Optional.of(entry(found));
    }

    /**
     * This snapshot with some of its paths changed.
     *
     * @param changes the new entries by path; empty for removed paths
     */
    public Snapshot with(Map<String, Optional<Entry>> changes) {
        TreeMap<byte[], Optional<Entry>> sorted = new TreeMap<>(Arrays::compareUnsigned);
        changes.forEach((path, entry) -> sorted.put(GitPath.encode(path), entry));
        Builder builder = new Builder(header - MODE - 1, starts[size] + 128 * sorted.size());
        int next = 0;
        for (Map.Entry<byte[], Optional<Entry>> change : sorted.entrySet()) {
            int found = indexOf(change.getKey());
            int before = found < 0 ? -found - 1 : found;
            builder.addAll(this, next, before);
            next = found < 0 ? before : before + 1;
            change.getValue().ifPresent(entry -> builder.add(entry, change.getKey()));
        }
        builder.addAll(this, next, size);
        return builder.build();
    }

    /** The paths whose entries differ, sorted by their bytes. */
    public List<String> differences(Snapshot other) {
        List<String> paths = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < size || theirs < other.size) {
            int order = mine == size ? 1 : theirs == other.size ? -1 : compare(mine, other, theirs);
            if (order < 0) {
                paths.add(path(mine));
            } else if (order > 0 || !same(mine, other, theirs)) {
                paths.add(other.path(theirs));
            }
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        return paths;
    }

    private int compare(int entry, Snapshot other, int theirs) {
        return Arrays.compareUnsigned(
                records,
                pathStart(entry),
                pathEnd(entry),
                other.records,
                other.pathStart(theirs),
                other.pathEnd(theirs));
    }

    private boolean same(int entry, Snapshot other, int theirs) {
        return Arrays.equals(
                records,
                starts[entry],
                starts[entry + 1],
                other.records,
                other.starts[theirs],
                other.starts[theirs + 1]);
    }

    /** The index of a path; if it is absent, the negative of its insertion point, less one. */
    int indexOf(byte[] path) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = Arrays.compareUnsigned(records, pathStart(middle), pathEnd(middle), path, 0, path.length);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** The bytes of all entries; read-only. */
    byte[] records() {
        return records;
    }

    /** The start of an entry in {@link #records}; for the entry past the last, their end. */
    int start(int entry) {
        return starts[entry];
    }

    int pathStart(int entry) {
        return starts[entry] + header;
    }

    int pathEnd(int entry) {
        return starts[entry + 1] - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot that
                && size == that.size
                && Arrays.equals(records, 0, starts[size], that.records, 0, that.starts[that.size]);
    }

    @Override
    public int hashCode() {
        return size == 0 ? 0 : 31 * size + records[starts[size] - 2];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            Entry entry = entry(i);
            text.append(entry.mode())
                    .append(' ')
                    .append(entry.id())
                    .append(' ')
                    .append(GitPath.display(path(i)))
                    .append('\n');
        }
        return text.toString();
    }

    /** Collects the entries of a snapshot, in the order of their paths' bytes. */
    public static final class Builder {

        private final int idLength;
        private byte[] records;
        private int[] starts;
        private int size;
        private int end;

        /**
         * Starts a snapshot.
         *
         * @param idLength how many digits an object id has: 40 or, in a SHA-256 repository, 64
         * @param expectedBytes the expected size
         */
        public Builder(int idLength, int expectedBytes) {
            this.idLength = idLength;
            this.records = new byte[Math.max(expectedBytes, 64)];
            this.starts = new int[Math.max(expectedBytes / 96, 16)];
        }

        /** Adds the next entry. */
        public Builder add(Entry entry, String path) {
            add(entry, GitPath.encode(path));
            return this;
        }

        private void add(Entry entry, byte[] path) {
            if (entry.mode().length() != MODE - 1 || entry.id().length() != idLength) {
                throw new IllegalArgumentException("not an entry of this repository: " + entry);
            }
            byte[] words = (entry.mode() + entry.id()).getBytes(ISO_8859_1);
            byte[] record = Arrays.copyOf(words, words.length + path.length);
            System.arraycopy(path, 0, record, words.length, path.length);
            add(record, 0, MODE - 1, words.length, record.length);
        }

        /** Adds the next entry from the offsets of its parts in {@code source}; the path ends before {@code to}. */
        public void add(byte[] source, int mode, int id, int path, int to) {
            int length = MODE + idLength + 1 + to - path + 1;
            reserve(length, 1);
            byte[] target = records;
            int at = end;
            System.arraycopy(source, mode, target, at, MODE - 1);
            target[at + MODE - 1] = ' ';
            System.arraycopy(source, id, target, at + MODE, idLength);
            target[at + MODE + idLength] = '\t';
            System.arraycopy(source, path, target, at + MODE + idLength + 1, to - path);
            end = at + length;
            starts[++size] = end;
        }

        /** Adds the entries from {@code from} (inclusive) to {@code to} (exclusive) of another snapshot. */
        private void addAll(Snapshot other, int from, int to) {
            int first = other.starts[from];
            int length = other.starts[to] - first;
            reserve(length, to - from);
            System.arraycopy(other.records, first, records, end, length);
            for (int i = from + 1; i <= to; i++) {
                starts[++size] = other.starts[i] - first + end;
            }
            end += length;
        }

        private void reserve(int bytes, int entries) {
            if (bytes > records.length - end) {
                records = Arrays.copyOf(records, Math.addExact(records.length, Math.max(bytes, records.length / 2)));
            }
            if (entries >= starts.length - size) {
                starts = Arrays.copyOf(starts, starts.length + Math.max(entries, starts.length / 2));
            }
        }

        /** The snapshot of the added entries. */
        public Snapshot build() {
            return new Snapshot(records, starts, size, idLength);
        }
    }
}
