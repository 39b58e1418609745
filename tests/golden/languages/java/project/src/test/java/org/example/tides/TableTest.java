package org.example.tides;

public class TableTest {}
