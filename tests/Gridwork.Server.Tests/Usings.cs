global using System.Net.Http.Headers;
global using System.Text;
global using Xunit;
