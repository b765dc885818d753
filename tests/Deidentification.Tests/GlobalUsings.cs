global using Pipeline.Tests;
