package io.jenkins.plugins.mergeability.engine.change;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangedPathsTest {

    @Test
    void shouldReadLines() throws Exception {
        assertThat(read("b\na/x y\n\n  \nb\r\nlast")).containsExactly("  ", "a/x y", "b", "last");
    }

    @Test
    void shouldReadAnEmptyList() throws Exception {
        assertThat(read("")).isEmpty();
        assertThat(read("\n\r\n\n")).isEmpty();
        assertThat(read("\0")).isEmpty();
    }

    @Test
    void shouldReadLiterallyWhatIsSeparatedByNul() throws Exception {
        assertThat(read("b\nc\0\"a\\n\"\0\0d\r\0./e\0")).containsExactly("\"a\\n\"", "b\nc", "d\r", "e");
    }

    @Test
    void shouldUnquoteWhatGitQuotes() throws Exception {
        assertThat(read("\"caf\\303\\251.txt\"\n\"a\\tb\\nc\\\"d\\\\e\\a\\b\\f\\r\\v\"\r\n\"\\351\"\n"))
                .containsExactly("a\tb\nc\"d\\e\u0007\b\f\r\u000B", "caf\u00E9.txt", "\uDCE9");
    }

    @Test
    void shouldKeepBytesThatAreNotUtf8() throws Exception {
        assertThat(ChangedPaths.read("caf\u00E9\n".getBytes(ISO_8859_1), "list"))
                .containsExactly("caf\uDCE9");
    }

    @Test
    void shouldNormaliseSegments() throws Exception {
        assertThat(read("./a\n./././b\nc//d\ne/./f\ng/\n.\n...\n..h\n"))
                .containsExactly("...", "..h", "a", "b", "c/d", "e/f", "g");
    }

    @Test
    void shouldReadWhatPowerShellRedirects() throws Exception {
        byte[] text = "\uFEFFa\r\nb/\u00E9\r\n".getBytes(UTF_16LE);

        assertThat(ChangedPaths.read(text, "list")).containsExactly("a", "b/\u00E9");
        assertThat(read("\uFEFFa\n")).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/etc/passwd | list:2: /etc/passwd is absolute: give paths relative to the top of the repository",
                "a/../b      | list:2: a/../b has a `..` segment: give paths relative to the top of the repository",
                "..          | list:2: .. has a `..` segment: give paths relative to the top of the repository",
                "\"a         | list:2: \"\\\"a\" is not quoted as git quotes a path: the closing quote is missing",
                "\"a\\\"     | list:2: \"\\\"a\\\\\\\"\" is not quoted as git quotes a path: the closing quote is missing",
                "\"a\" b     | list:2: \"\\\"a\\\" b\" is not quoted as git quotes a path: there is text after the closing quote",
                "\"\\q\"     | list:2: \"\\\"\\\\q\\\"\" is not quoted as git quotes a path: there is a backslash that starts no escape",
                "\"\\30\"    | list:2: \"\\\"\\\\30\\\"\" is not quoted as git quotes a path: an octal escape needs three digits",
                "\"\\000\"   | list:2: \"\\x00\" has a NUL, which no path can have",
                "\"/a\"      | list:2: /a is absolute: give paths relative to the top of the repository",
            })
    void shouldSayWhatIsWrongAndWhere(String line, String message) {
        assertThatThrownBy(() -> read("ok\n" + line + "\nok\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message);
    }

    @Test
    void shouldCountPathsWhereThereAreNoLines() {
        assertThatThrownBy(() -> read("a\0b\n\0/c\0")).hasMessageStartingWith("list: path 3: /c is absolute");
    }

    @Test
    void shouldReadAStream() throws Exception {
        assertThat(ChangedPaths.read(new ByteArrayInputStream(new byte[] {'a'}), "-"))
                .containsExactly("a");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }
        };
        assertThatThrownBy(() -> ChangedPaths.read(broken, "standard input"))
                .isInstanceOf(ExternalFailureException.class)
                .hasMessage("standard input: cannot be read: Is a directory");
    }

    private static List<String> read(String text) throws BadInputException {
        return ChangedPaths.read(text.getBytes(UTF_8), "list");
    }
}
