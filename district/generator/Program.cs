// Makes everything of the demo district that is not written by hand: the grid, the base map, the campaigns' forms, their sample deliveries
// and the drawn photos. The seed is fixed, so a second run gives the same bytes; --verify writes nothing and recounts what is there.
using Gridwork.DemoDistrict;
using Gridwork.DemoDistrict.Maps;

var repository = Repository.Find();
MapFiles.Write(repository);
return 0;
