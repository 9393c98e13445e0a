/** From the text of a component map to its model: parsing, validation and references between names. */
package io.jenkins.plugins.mergeability.engine.map.read;
