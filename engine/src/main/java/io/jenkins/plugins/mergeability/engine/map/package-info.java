/**
 * The model of the component map: components, jobs, their settings and blocks.
 *
 * <p>{@code read} makes it from YAML or from data, in phases that collect all problems: {@code MapText} decodes the bytes,
 * {@code YamlTree} or {@code DataTree} makes a tree of nodes, {@code StructureReader} and its helpers convert the tree to
 * records, and {@code ReferenceChecker} checks the names in them. {@code problem} lists every kind of problem. {@code write}
 * prints, hashes, compares and caches maps.
 */
package io.jenkins.plugins.mergeability.engine.map;
