package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import jenkins.model.Jenkins;

/** What values of the configuration must be like: for the forms, which ask, and for the setters, which refuse. */
final class ConfigurationChecks {

    private ConfigurationChecks() {}

    /** Whether somebody may see what the form says about a value: who may change the configuration it stands in. */
    static boolean allowed(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** Says what is wrong with a name. */
    static FormValidation name(@CheckForNull String value) {
        String problem = problem(Util.fixEmptyAndTrim(value));
        return problem == null ? FormValidation.ok() : FormValidation.error(problem);
    }

    /** Says what is wrong with a number that people have typed; nothing is wrong with none if there need not be one. */
    static FormValidation number(@CheckForNull String value, int least, boolean optional) {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null && optional) {
            return FormValidation.ok();
        }
        try {
            if (text != null && Integer.parseInt(text) >= least) {
                return FormValidation.ok();
            }
        } catch (NumberFormatException e) {
            // What is no number, or far too large a one, gets the answer of what is too small.
        }
        return FormValidation.error(Messages.Checks_numberTooSmall(least));
    }

    /** The name, or a refusal that says where it stands and what is wrong with it. */
    static String requireName(@CheckForNull String value) {
        String name = Util.fixEmptyAndTrim(value);
        String problem = problem(name);
        if (problem != null) {
            throw new Failure(problem);
        }
        return name;
    }

    @CheckForNull
    private static String problem(@CheckForNull String name) {
        if (name == null) {
            return Messages.Checks_nameMissing();
        }
        return NameRules.isName(name) ? null : Messages.Checks_nameInvalid(name, NameRules.MAX_LENGTH);
    }

    /** The number, or a refusal that names the field. */
    static int requireNumber(String field, int value, int least) {
        if (value < least) {
            throw new Failure(Messages.Checks_fieldTooSmall(field, value, least));
        }
        return value;
    }

    /** A copy of the list of a kind that reads well in a file, or a refusal if two of its entries have the same name. */
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
}
