package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import jenkins.model.Jenkins;

/** The rules for configured values: forms show a violation, setters throw it. */
final class ConfigurationChecks {

    private ConfigurationChecks() {}

    /** Whether the user may change the configuration of an item, or of the controller, and so may use its form. */
    static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** Checks a name in a form. */
    static FormValidation checkName(@CheckForNull String value) {
        String error = nameError(Util.fixEmptyAndTrim(value));
        return error == null ? FormValidation.ok() : FormValidation.error(error);
    }

    /** Checks a number in a form. An optional number may be empty. */
    static FormValidation checkNumber(@CheckForNull String value, int min, boolean optional) {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null && optional) {
            return FormValidation.ok();
        }
        try {
            if (text != null && Integer.parseInt(text) >= min) {
                return FormValidation.ok();
            }
        } catch (NumberFormatException e) {
            // Text and numbers that overflow get the same message as a number that is too small.
        }
        return FormValidation.error(Messages.Checks_numberTooSmall(min));
    }

    /** Returns a valid name, trimmed. Throws a {@link Failure} for an invalid one. */
    static String requireName(@CheckForNull String value) {
        String name = Util.fixEmptyAndTrim(value);
        String error = nameError(name);
        if (error != null) {
            throw new Failure(error);
        }
        return name;
    }

    @CheckForNull
    private static String nameError(@CheckForNull String name) {
        if (name == null) {
            return Messages.Checks_nameMissing();
        }
        return NameRules.isName(name) ? null : Messages.Checks_nameInvalid(name, NameRules.MAX_LENGTH);
    }

    /** Returns a valid number. Throws a {@link Failure} that names the field for an invalid one. */
    static int requireNumber(String field, int value, int min) {
        if (value < min) {
            throw new Failure(Messages.Checks_fieldTooSmall(field, value, min));
        }
        return value;
    }

    /** Copies a list into one that XStream writes readably. Throws a {@link Failure} if two entries have the same name. */
    static <T> List<T> requireDistinct(String field, @CheckForNull List<T> values, Function<T, String> name) {
        List<T> copy = values == null ? new ArrayList<>() : new ArrayList<>(values);
        Set<String> seen = new HashSet<>();
        for (T value : copy) {
            if (!seen.add(name.apply(value))) {
                throw new Failure(Messages.Checks_duplicate(field, name.apply(value)));
            }
        }
        return copy;
    }

    /** The choices of an optional field: inherited, which is empty, and the given ones. None without permission. */
    static ListBoxModel choices(@CheckForNull Item item, String inherited, ListBoxModel.Option... options) {
        ListBoxModel items = new ListBoxModel();
        if (mayConfigure(item)) {
            items.add(inherited, "");
            items.addAll(List.of(options));
        }
        return items;
    }
}
