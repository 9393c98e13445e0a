/**
 * The component map: read from YAML or from data, printed, hashed, compared and cached.
 *
 * <p>Reading goes in phases, each of which notes all it finds in {@code Problems}: {@code MapText} makes bytes a text, {@code YamlTree} or {@code
 * DataTree} makes it a tree of {@code Node}, {@code StructureReader} with {@code JobReader}, {@code SettingsReader} and {@code
 * BlockReader} makes that the records, and {@code ReferenceChecker} looks up the names in them. What can be wrong is listed in
 * {@link io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind} and nowhere else.
 */
package io.jenkins.plugins.mergeability.engine.map;
