/** Reads component maps: parsing, validation and references between names. */
package io.jenkins.plugins.mergeability.engine.map.read;
