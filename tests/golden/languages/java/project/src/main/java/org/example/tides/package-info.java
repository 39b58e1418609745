/**
 * Tide tables for small harbours.
 */
package org.example.tides;
