package io.jenkins.plugins.mergeability.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a folder.
 *
 * @param folder the folder's full name, as shown
 * @param property what it sets
 */
record FolderSettings(String folder, MergeabilityFolderProperty property) {

    /** The settings of an item, if it is a folder, and of all folders around it, the nearest first. */
    static List<FolderSettings> of(@CheckForNull Item item) {
        List<FolderSettings> found = new ArrayList<>();
        for (Object parent = item; parent instanceof Item current; parent = current.getParent()) {
            if (parent instanceof AbstractFolder<?> folder) {
                MergeabilityFolderProperty property = folder.getProperties().get(MergeabilityFolderProperty.class);
                if (property != null) {
                    found.add(new FolderSettings(folder.getFullDisplayName(), property));
                }
            }
        }
        return found;
    }

    /** The settings of the folders around an item, without its own. */
    static List<FolderSettings> around(@CheckForNull Item item) {
        return of(item != null && item.getParent() instanceof Item parent ? parent : null);
    }
}
